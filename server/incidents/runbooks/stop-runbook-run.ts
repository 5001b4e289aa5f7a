import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { endRequestedRun } from "#server/pipelines/dispatch/end-requested-run.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { stopRunbookQueue } from "./queue.ts";
import { tellRun } from "./tell-run.ts";

/**
 * Asks for the end of a run that is under way; GitHub ends it some seconds later, and what it has done stays done. Whoever may
 * run it may stop it. Throws Problem 403, 404, 409 `runbook.not-under-way`.
 */
export async function stopRunbookRun(actor: Actor, id: string): Promise<void> {
	const run = await db().runbookRun.findUnique({ where: { id }, include: { service: true, environment: true } });
	if (!run) throw notFound("runbook run", id);
	const { service, environment } = run;
	const subject = { kind: "runbook-run", id };
	const teamId = service.ownerTeamId;
	await authorize(actor, "runbook.run", { teamId, environment, subject });
	if (run.status !== "requested" && run.status !== "running")
		throw conflict("runbook.not-under-way", "This is not under way any more, so there is nothing to stop.");
	await transaction(async (tx) => {
		const about = { actor, action: "runbook.run", subject, teamId, environment: environment.name } as const;
		await audit(tx, { ...about, before: { status: run.status }, after: { stop: true } });
		await tellRun(tx, run, { type: "runbook.stopped", actor });
		await enqueue(tx, stopRunbookQueue, { data: { runbookRunId: id } });
	});
}

/** Ends the workflow run, or withdraws it before GitHub was asked for it. Throws while GitHub has been asked and has not told which run it is. */
export async function carryOutStop(open: () => Promise<GitHubClient>, id: string): Promise<void> {
	const row = await db().runbookRun.findUnique({ where: { id }, select: { runRequestId: true, finishedAt: true } });
	if (!row?.runRequestId || row.finishedAt) return;
	const howFar = await endRequestedRun(open, row.runRequestId, "It was stopped before GitHub was asked for it.");
	if (howFar === "unknown") throw new Error(`the run of ${id} has not shown up yet`);
}
