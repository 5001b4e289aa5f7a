import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import type { ObservedJob } from "./observed.ts";
import { isLater } from "./precedence.ts";

/**
 * Writes jobs of a run as they were seen; the latest state of each stays, whatever order sightings come in.
 * Tells the screens when something is new. Returns whether it was.
 */
export async function saveJobs(tx: Transaction, runId: string, jobs: readonly ObservedJob[]): Promise<boolean> {
	let changed = false;
	for (const job of jobs) {
		const { externalId, ...columns } = job;
		const { count } = await tx.runJob.createMany({ data: [{ runId, ...job }], skipDuplicates: true });
		changed ||= count > 0;
		if (count > 0) continue;
		await tx.$queryRaw`select id from "RunJob" where "externalId" = ${externalId} for update`;
		const known = await tx.runJob.findUniqueOrThrow({ where: { externalId } });
		if (!isLater(progressOf(job), progressOf(known))) continue;
		await tx.runJob.update({ where: { externalId }, data: columns });
		changed = true;
	}
	if (changed) await touch(tx, [`run:${runId}`, "runs"]);
	return changed;
}

/** Jobs have no time of change; the number of steps begun and ended says how far one has come. */
function progressOf(job: { attempt: number; status: string; steps: unknown }) {
	const steps: unknown[] = Array.isArray(job.steps) ? job.steps : [];
	const points = steps.reduce<number>((sum, step) => sum + pointsOf(step), 0);
	return { attempt: job.attempt, status: job.status, updatedAt: new Date(points + steps.length) };
}

function pointsOf(step: unknown): number {
	if (typeof step !== "object" || step === null || !("status" in step)) return 0;
	if (step.status === "completed") return 200;
	return step.status === "in_progress" ? 100 : 0;
}
