import { randomUUID } from "node:crypto";
import { z } from "zod";
import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { parseRef } from "#server/connectors/github/names.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { findService } from "../ingest/find-service.ts";
import { dispatchQueue } from "../queues.ts";
import { checkInputs, readStoredInputs } from "../workflow-inputs.ts";
import { correlationInput } from "./correlation.ts";

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
	const input = requestRunInput.parse(given);
	const workflow = await db().workflow.findUnique({ where: { id: input.workflowId }, include: { repository: true } });
	if (!workflow) throw notFound("workflow", input.workflowId);
	const service = await findService(db(), workflow.repositoryId);
	const subject = { kind: "workflow", id: workflow.id };
	const teamId = service?.ownerTeamId ?? null;
	await authorize(actor, "run.dispatch", { teamId, subject });
	const declared = readStoredInputs(workflow.inputs);
	if (!declared || workflow.state !== "active")
		throw conflict("run.not-dispatchable", `The workflow "${workflow.name}" cannot be started by hand.`, {
			workflow: workflow.name,
		});
	const id = randomUUID();
	const carrier = correlationInput(declared);
	const inputs = checkInputs(declared, { ...input.inputs, ...(carrier && { [carrier]: id }) });
	const ref = parseRef(input.ref);
	return transaction(async (tx) => {
		const request = await tx.runRequest.create({
			data: { id, workflowId: workflow.id, ref, inputs, actor: actorRef(actor), status: "requested" },
		});
		await enqueue(tx, dispatchQueue, { data: { requestId: request.id } });
		await audit(tx, {
			...{ actor, action: "run.dispatch", subject, teamId, requestId: requestId ?? null },
			after: { workflow: workflow.path, repository: workflow.repository.slug, ref, inputs, request: request.id },
		});
		const data = { workflow: workflow.name, repository: workflow.repository.slug, ref };
		const about = { actor, subject: { kind: "run-request", id: request.id }, serviceId: service?.id ?? null, teamId };
		await recordEvent(tx, { ...about, type: "run.requested", data });
		await touch(tx, [`run-request:${request.id}`]);
		return { id: request.id };
	});
}
