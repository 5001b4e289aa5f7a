import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import { findService } from "../ingest/find-service.ts";
import { writeRunRequest } from "./write-run-request.ts";

export const requestRunInput = z.strictObject({
	workflowId: z.uuid(),
	ref: z.string().min(1).max(250),
	inputs: z.record(z.string(), z.string()).default({}),
});

/**
 * Asks for a run of a workflow with inputs that fit its form; the worker starts it within a second or so. Returns the id of the
 * request, whose `runId` says which run it became. Throws Problem 404, 403, 409 `run.not-dispatchable`, 422 for inputs and ref.
 */
export async function requestRun(
	actor: Actor,
	given: z.input<typeof requestRunInput>,
	requestId?: string,
): Promise<{ id: string }> {
	const { workflowId, ref, inputs } = requestRunInput.parse(given);
	const workflow = await db().workflow.findUnique({ where: { id: workflowId }, include: { repository: true } });
	if (!workflow) throw notFound("workflow", workflowId);
	const service = await findService(db(), workflow.repositoryId);
	const subject = { kind: "workflow", id: workflow.id };
	await authorize(actor, "run.dispatch", { teamId: service?.ownerTeamId ?? null, subject });
	return transaction(async (tx) => ({
		id: await writeRunRequest(tx, actor, { workflow, ref, inputs, requestId: requestId ?? null }),
	}));
}
