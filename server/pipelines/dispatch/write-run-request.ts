import { randomUUID } from "node:crypto";
import { audit } from "#server/access/audit.ts";
import { parseRef } from "#server/connectors/github/names.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { findService } from "../ingest/find-service.ts";
import { dispatchQueue } from "../queues.ts";
import { checkInputs, readStoredInputs } from "../workflow-inputs.ts";
import { correlationInput } from "./correlation.ts";
import { inputsToTell } from "./inputs-to-tell.ts";

export type DispatchableWorkflow = Prisma.WorkflowGetPayload<{ include: { repository: true } }>;

type Wanted = {
	workflow: DispatchableWorkflow;
	ref: string;
	inputs: Record<string, string>;
	/** What the run is for, besides a person's wish; kept in the audit. */
	deploymentId?: string;
	runbookRunId?: string;
	/** It acts on what runs and builds nothing. */
	operates?: boolean;
	requestId?: string | null;
};

/**
 * Checks the inputs against what a workflow declares and adds the id by which its run is known again.
 * Throws Problem 409 `run.not-dispatchable`, 422 for inputs and ref.
 */
export function prepareRun({ workflow, ref, inputs }: Pick<Wanted, "workflow" | "ref" | "inputs">) {
	const declared = readStoredInputs(workflow.inputs);
	if (!declared || workflow.state !== "active")
		throw conflict("run.not-dispatchable", `The workflow "${workflow.name}" cannot be started by hand.`, {
			workflow: workflow.name,
		});
	const id = randomUUID();
	const carrier = correlationInput(declared);
	return { id, ref: parseRef(ref), inputs: checkInputs(declared, { ...inputs, ...(carrier && { [carrier]: id }) }) };
}

/**
 * Writes down that a run is wanted, with its job, audit line and event, for an actor who is authorized; the worker starts it.
 * Returns the request's id. Throws as `prepareRun`.
 */
export async function writeRunRequest(tx: Transaction, actor: Actor, wanted: Wanted): Promise<string> {
	const { workflow, deploymentId, runbookRunId, operates = false, requestId = null } = wanted;
	const { id, ref, inputs } = prepareRun(wanted);
	const service = await findService(tx, workflow.repositoryId);
	const teamId = service?.ownerTeamId ?? null;
	const { slug } = workflow.repository;
	await tx.runRequest.create({
		data: { id, workflowId: workflow.id, ref, inputs, actor: actorRef(actor), status: "requested", operates },
	});
	await enqueue(tx, dispatchQueue, { data: { requestId: id } });
	await audit(tx, {
		...{ actor, action: "run.dispatch", subject: { kind: "workflow", id: workflow.id }, teamId, requestId },
		after: {
			workflow: workflow.path,
			repository: slug,
			ref,
			inputs: inputsToTell(inputs),
			request: id,
			...(deploymentId && { deploymentId }),
			...(runbookRunId && { runbookRunId }),
		},
	});
	const about = { actor, subject: { kind: "run-request", id }, serviceId: service?.id ?? null, teamId };
	await recordEvent(tx, { ...about, type: "run.requested", data: { workflow: workflow.name, repository: slug, ref } });
	await touch(tx, [`run-request:${id}`]);
	return id;
}
