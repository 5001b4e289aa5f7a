import { type DispatchableWorkflow, writeRunRequest } from "#server/pipelines/dispatch/write-run-request.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";

type Dispatch = { id: string; workflow: DispatchableWorkflow; ref: string; inputs: Record<string, string> };

/** Asks for the workflow run of a runbook's run, in the caller's transaction; the worker starts it at most once. Throws as `prepareRun`. */
export async function dispatchRunbook(tx: Transaction, actor: Actor, { id, ...wanted }: Dispatch): Promise<void> {
	const runRequestId = await writeRunRequest(tx, actor, { ...wanted, runbookRunId: id, operates: true });
	await tx.runbookRun.update({ where: { id }, data: { runRequestId } });
}
