import type { ContainerObject, PodObject } from "#server/connectors/kubernetes/pod-object.ts";
import type { PodProgress } from "../schema.ts";

/** Restarts of a pod's most restarted container; `before` of them are not the fault of the version being rolled out. */
export type Restarts = Pick<PodProgress, "restarts" | "before">;

/**
 * Counts restarts, and those that a version is not to blame for: the ones before its deployment began, and the ones after
 * its node went down. `known` is what was counted at the last observation. Pure.
 */
export function countRestarts(
	pod: Pick<PodObject, "containers" | "createdAt">,
	known: Restarts | undefined,
	startedAt: Date,
): Restarts {
	const [most] = [...pod.containers].sort((a, b) => b.restarts - a.restarts);
	const restarts = most?.restarts ?? 0;
	if (!known && pod.createdAt < startedAt) return { restarts, before: restarts };
	const before = known?.before ?? 0;
	// Only the last end is told, so one restart is forgiven at a time.
	const forgiven = most && restarts > (known?.restarts ?? 0) && wentDownWithNode(most) ? 1 : 0;
	return { restarts, before: before + forgiven };
}

/** Container runtimes report 255 and "Unknown" for what had stopped while they were not there to see it. */
const wentDownWithNode = ({ lastReason, lastExitCode }: ContainerObject): boolean =>
	lastReason === "Unknown" && lastExitCode === 255;
