import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { personOf } from "#server/deployments/approvals/request-approval.ts";
import { inputsToTell } from "#server/pipelines/dispatch/inputs-to-tell.ts";
import { type DispatchableWorkflow, prepareRun } from "#server/pipelines/dispatch/write-run-request.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid, notFound } from "#server/platform/errors.ts";
import { transaction } from "#server/platform/transaction.ts";
import { dispatchRunbook } from "./dispatch-runbook.ts";
import { fillInputs } from "./fill-inputs.ts";
import { type FoundRunbook, findRunbook, inputsOf } from "./find-runbook.ts";
import { onlyOneUnderWay } from "./only-one.ts";
import { type AskRunbook, askRunbookSchema } from "./schema.ts";
import { tellRun } from "./tell-run.ts";

const hourMs = 3_600_000;

/**
 * Asks for a runbook in one of its environments: it starts at once, or waits for somebody else's word where it needs one.
 * Throws Problem 403, 404, 409 `runbook.under-way`, `runbook.workflow-gone` or `run.not-dispatchable`, 422 for environment,
 * incident and inputs.
 */
export async function askRunbook(actor: Actor, id: string, given: AskRunbook): Promise<{ id: string; waits: boolean }> {
	const asked = askRunbookSchema.parse(given);
	const runbook = await findRunbook(db(), id);
	const environment = await findEnvironment(runbook, asked.environment);
	const subject = { kind: "runbook", id };
	const teamId = runbook.service.ownerTeamId;
	await authorize(actor, "runbook.run", { teamId, environment, subject });
	const workflow = workflowOf(runbook);
	const incident = asked.incidentId ? await findIncident(runbook, asked.incidentId) : null;
	const { name: service } = runbook.service;
	const inputs = fillInputs(inputsOf(runbook), asked.inputs, {
		...{ environment: environment.name, service, reason: asked.reason, requester: nameOf(actor) },
		incident: incident ? String(incident.number) : null,
	});
	prepareRun({ workflow, ref: runbook.ref, inputs });
	const { title, ref, approval, approvalHours } = runbook;
	const facts = {
		...{ title, workflowId: workflow.id, workflow: workflow.name, path: workflow.path },
		...{ repository: workflow.repository.slug, ref, asOf: runbook.updatedAt.toISOString() },
	};
	return onlyOneUnderWay({ runbookId: id, environmentId: environment.id }, () =>
		transaction(async (tx) => {
			const row = await tx.runbookRun.create({
				data: {
					...{ runbookId: id, serviceId: runbook.serviceId, environmentId: environment.id, asked: facts, inputs },
					...{ incidentId: incident?.id ?? null, status: approval ? "waiting" : "requested", reason: asked.reason },
					...{ requestedBy: actorRef(actor), requesterId: personOf(actor) },
					expiresAt: approval ? new Date(Date.now() + approvalHours * hourMs) : null,
				},
			});
			const after = {
				...facts,
				inputs: inputsToTell(inputs),
				incidentId: row.incidentId,
				runbookRunId: row.id,
				approval,
			};
			const where = { teamId, environment: environment.name, reason: asked.reason };
			await audit(tx, { actor, action: "runbook.run", subject, ...where, after });
			const told = { ...row, service: runbook.service, environment };
			await tellRun(tx, told, { type: "runbook.requested", actor, data: { reason: asked.reason, approval } });
			if (!approval) await dispatchRunbook(tx, actor, { id: row.id, workflow, ref, inputs });
			return { id: row.id, waits: approval };
		}),
	);
}

async function findEnvironment({ environments, title }: FoundRunbook, name: string) {
	const environment = environments.includes(name) ? await db().environment.findUnique({ where: { name } }) : null;
	if (environment) return environment;
	throw invalid("runbook.not-for-environment", `"${title}" is not meant for ${name}.`, { title, environment: name });
}

/** The workflow of a runbook. Throws Problem 409 when it is gone. */
export function workflowOf({ workflow, title }: FoundRunbook): DispatchableWorkflow {
	if (workflow) return workflow;
	throw conflict("runbook.workflow-gone", `The workflow of "${title}" does not exist any more.`, { title });
}

async function findIncident({ serviceId, service }: FoundRunbook, id: string) {
	const incident = await db().incident.findUnique({
		where: { id },
		select: { id: true, number: true, serviceId: true },
	});
	if (!incident) throw notFound("incident", id);
	if (incident.serviceId === serviceId) return incident;
	throw invalid("runbook.other-service", `Incident #${incident.number} is not one of ${service.name}.`, {
		number: incident.number,
		service: service.name,
	});
}

const nameOf = (actor: Actor): string => ("login" in actor ? actor.login : actor.id);
