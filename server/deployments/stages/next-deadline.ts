import { config } from "#server/platform/config/load.ts";
import type { Progress } from "../schema.ts";

type Clock = { now: Date; seconds: number | null };

/**
 * Until when an Argo Rollout has to take its next step, whenever it has moved; null where the deadline stays. Its
 * `progressDeadlineSeconds` count from the last progress, not from the beginning.
 */
export function nextDeadline(progress: Progress, before: Progress | null, { now, seconds }: Clock): Date | null {
	const { stages } = progress;
	if (!stages) return null;
	const was = before?.stages;
	const moved =
		stages.phase !== was?.phase ||
		stages.step !== was.step ||
		progress.updated !== before?.updated ||
		progress.ready !== before.ready;
	if (!moved && stages.phase !== "Paused") return null;
	return new Date(now.getTime() + (seconds ?? config().ROLLOUT_DEADLINE_SECONDS) * 1_000);
}
