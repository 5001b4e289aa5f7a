export type Span = { from: Date; to: Date };
type Judged = { startedAt: Date | null; rolledOutAt: Date | null; finishedAt: Date | null; status: string };

/** After a rollout the pods warm up; what is measured then says nothing about the version. */
export const settleMs = 30_000;

/**
 * The window before ends where the deployment began. The one after begins when the pods have settled, or, of a deployment that
 * ended badly, with the trial itself; it ends early where the deployment did. Null for what never began. Pure.
 */
export function windowsOf(deployment: Judged, windowMs: number): { before: Span; after: Span } | null {
	const { startedAt, rolledOutAt, finishedAt, status } = deployment;
	if (!startedAt) return null;
	const badly = status === "failed" || status === "rolled_back";
	const from = rolledOutAt && !badly ? later(rolledOutAt, settleMs) : startedAt;
	const longest = later(from, windowMs);
	const to = status !== "succeeded" && finishedAt && finishedAt < longest ? finishedAt : longest;
	return {
		before: { from: later(startedAt, -windowMs), to: startedAt },
		after: { from, to: new Date(Math.max(to.getTime(), from.getTime())) },
	};
}

const later = (date: Date, ms: number) => new Date(date.getTime() + ms);
