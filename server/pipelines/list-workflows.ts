import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { inputsForPeople } from "./dispatch/correlation.ts";
import { findRepositoryOf } from "./ingest/find-repository-of.ts";
import type { WorkflowForm } from "./schema.ts";
import { readStoredInputs } from "./workflow-inputs.ts";

/** Workflows of a service's repository, those that can be started by hand first. Throws Problem 404. */
export async function listWorkflows(actor: Actor, service: string): Promise<{ items: WorkflowForm[] }> {
	await authorize(actor, "pipelines.read", { subject: { kind: "service", id: service } });
	const entity = await db().entity.findFirst({
		where: { kind: "component", name: service.toLowerCase() },
		orderBy: { namespace: "asc" },
	});
	if (!entity) throw notFound("service", service);
	const repository = await findRepositoryOf(db(), entity);
	if (!repository) return { items: [] };
	const rows = await db().workflow.findMany({
		where: { repositoryId: repository.id, state: "active" },
		orderBy: { name: "asc" },
	});
	const items = rows.map(({ id, name, path, state, inputs }) => {
		const declared = readStoredInputs(inputs);
		return {
			...{ id, name, path, state },
			repository: repository.slug,
			defaultBranch: repository.defaultBranch,
			inputs: declared && inputsForPeople(declared),
		};
	});
	return { items: items.sort((a, b) => Number(a.inputs === null) - Number(b.inputs === null)) };
}
