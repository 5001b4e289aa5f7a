import { authorize } from "#server/access/authorize.ts";
import { inputsForPeople } from "#server/pipelines/dispatch/correlation.ts";
import { type DispatchableWorkflow, prepareRun } from "#server/pipelines/dispatch/write-run-request.ts";
import { findRepositoryOf } from "#server/pipelines/ingest/find-repository-of.ts";
import { findService as findServiceOfRepository } from "#server/pipelines/ingest/find-service.ts";
import { readStoredInputs } from "#server/pipelines/workflow-inputs.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import type { Entity } from "../../../prisma/generated/client.ts";
import { exampleOf, fillInputs } from "./fill-inputs.ts";
import type { RunbookRules } from "./schema.ts";

/**
 * Whether the actor may make this a runbook of the service: who may configure it in each of its environments and start that
 * workflow, with inputs that the workflow would take. Throws Problem 403, 404, 409 `run.not-dispatchable`, 422.
 */
export async function checkRules(actor: Actor, service: Entity, rules: RunbookRules): Promise<void> {
	const teamId = service.ownerTeamId;
	const subject = { kind: "service", id: service.id };
	const environments = await db().environment.findMany({ where: { name: { in: rules.environments } } });
	for (const name of rules.environments) {
		const environment = environments.find((one) => one.name === name);
		if (!environment) throw notFound("environment", name);
		await authorize(actor, "runbook.configure", { teamId, environment, subject });
	}
	const workflow = await ownWorkflow(service, rules.workflowId);
	const owner = await findServiceOfRepository(db(), workflow.repositoryId);
	const started = { kind: "workflow", id: workflow.id };
	await authorize(actor, "run.dispatch", { teamId: owner?.ownerTeamId ?? null, subject: started });
	tryInputs(workflow, rules, service.name);
}

/** A runbook acts on its own service, so it comes from its own repository. */
async function ownWorkflow(service: Entity, id: string): Promise<DispatchableWorkflow> {
	const workflow = await db().workflow.findUnique({ where: { id }, include: { repository: true } });
	if (!workflow) throw notFound("workflow", id);
	const repository = await findRepositoryOf(db(), service);
	if (repository?.id === workflow.repositoryId) return workflow;
	throw invalid("runbook.other-repository", `"${workflow.name}" is no workflow of the repository of ${service.name}.`, {
		workflow: workflow.name,
		service: service.name,
	});
}

/** As if somebody ran it, with something typed into every input that is asked. */
function tryInputs(workflow: DispatchableWorkflow, rules: RunbookRules, service: string): void {
	const carried = Object.values(rules.inputs).some((rule) => rule.kind === "fact" && rule.fact === "environment");
	if (rules.environments.length > 1 && !carried)
		throw invalid(
			"runbook.environment-unused",
			"With several environments to choose from, one input has to carry the chosen one; otherwise the choice would change nothing.",
		);
	const declared = inputsForPeople(readStoredInputs(workflow.inputs) ?? []);
	const asked = declared.filter(({ name }) => rules.inputs[name]?.kind === "ask");
	const typed = Object.fromEntries(asked.map((input) => [input.name, exampleOf(input)]));
	for (const environment of rules.environments) {
		const facts = { environment, service, incident: "1", reason: "because", requester: "somebody" };
		// A name that the workflow does not declare is refused by it, whatever kind its rule is.
		const unknown = Object.keys(rules.inputs).filter((name) => !declared.some((input) => input.name === name));
		const inputs = {
			...fillInputs(rules.inputs, typed, facts),
			...Object.fromEntries(unknown.map((name) => [name, "x"])),
		};
		prepareRun({ workflow, ref: rules.ref, inputs });
	}
}
