import { readRefusal } from "#server/connectors/kubernetes/refusal.ts";
import { whyNotReady } from "./internal/why-not-ready.ts";
import type { PodProgress, Progress } from "./schema.ts";
import { judgeStages } from "./stages/judge-stages.ts";
import { failed, type Verdict } from "./verdict.ts";

/** The part of a deployment that the judgement needs. */
export type Judged = {
	status: "applying" | "rolling" | "watching";
	/** Generation that the deployment wrote. */
	generation: number;
	deadlineAt: Date | null;
};

/** Restarts of one container of the new template that make a crash loop. */
const restartsOfALoop = 2;
/** A registry may hiccup and a quota may be busy for a moment; after so long it is no hiccup. */
const pullGraceMs = 3_000;
const refusalGraceMs = 5_000;

const pullReasons = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"];
const refusedReasons = ["CreateContainerError", "CreateContainerConfigError", "RunContainerError"];

/**
 * What a rollout has come to, from the last observation alone. Pure. A crash loop of the new template is a failure whatever
 * the Deployment's conditions say, since without minReadySeconds Kubernetes calls such a rollout complete.
 */
export function judgeRollout(progress: Progress | null, deployment: Judged, now: Date): Verdict {
	const late = deployment.deadlineAt !== null && now > deployment.deadlineAt;
	if (deployment.status === "applying" || !progress || progress.generation < deployment.generation) {
		return late && deployment.status !== "watching" ? failed("never-applied") : { state: "rolling" };
	}
	const pods = progress.pods.filter((pod) => pod.new && !pod.deleting);
	const broken = judgePods(pods, now);
	if (broken) return broken;
	if (deployment.status === "watching") return { state: "rolled-out" };
	const { refused } = progress;
	if (refused && now.getTime() - Date.parse(refused.since) >= refusalGraceMs) {
		const { reason, message } = refused;
		return failed("pods-refused", { reason, message, ...readRefusal(message) });
	}
	if (progress.stages) return judgeStages(progress, progress.stages, { generation: deployment.generation, late });
	if (isComplete(progress, deployment.generation)) return { state: "rolled-out" };
	if (late || (progress.deadlineExceeded && progress.observedGeneration >= deployment.generation)) {
		return failed("deadline-exceeded", { ready: progress.ready, desired: progress.desired, ...whyNotReady(pods) });
	}
	return { state: "rolling" };
}

function judgePods(pods: PodProgress[], now: Date): Verdict | null {
	const looping = pods.find((pod) => pod.restarts - pod.before >= restartsOfALoop);
	if (looping) {
		const { name: pod, reason, exitCode, message } = looping;
		return failed("crash-loop", { pod, restarts: looping.restarts - looping.before, reason, exitCode, message });
	}
	const lasting = (pod: PodProgress, ms: number) => pod.since !== null && now.getTime() - Date.parse(pod.since) >= ms;
	const unpulled = pods.find((pod) => isOneOf(pullReasons, pod.reason) && lasting(pod, pullGraceMs));
	if (unpulled) return failed("image-pull", { pod: unpulled.name, reason: unpulled.reason, message: unpulled.message });
	const refused = pods.find((pod) => isOneOf(refusedReasons, pod.reason) && lasting(pod, pullGraceMs));
	if (refused)
		return failed("container-refused", { pod: refused.name, reason: refused.reason, message: refused.message });
	return null;
}

const isOneOf = (reasons: string[], reason: string | null) => reason !== null && reasons.includes(reason);

function isComplete(progress: Progress, generation: number): boolean {
	const { desired, updated, ready, available, total, observedGeneration, pods } = progress;
	const settled = updated === desired && ready === desired && available === desired && total === desired;
	const oldPods = pods.some((pod) => !pod.new && !pod.deleting);
	return observedGeneration >= generation && settled && !oldPods && !progress.paused;
}
