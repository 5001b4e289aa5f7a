import { authorize } from "#server/access/authorize.ts";
import { prepareRun } from "#server/pipelines/dispatch/write-run-request.ts";
import { findService as findServiceOfRepository } from "#server/pipelines/ingest/find-service.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { FoundPlace } from "../internal/find-place.ts";
import { type Facts, mapInputs } from "./map-inputs.ts";
import type { WorkflowWay } from "./schema.ts";

/**
 * Whether the actor may start a workflow, and whether it takes what a mapping makes of a deployment. Throws Problem 403, 404, 409
 * `run.not-dispatchable`, 422 for inputs that it would not take.
 */
export async function tryWorkflow(
	actor: Actor,
	way: Pick<WorkflowWay, "workflowId" | "ref" | "inputs">,
	place: FoundPlace,
): Promise<void> {
	const workflow = await db().workflow.findUnique({ where: { id: way.workflowId }, include: { repository: true } });
	if (!workflow) throw notFound("workflow", way.workflowId);
	const owner = await findServiceOfRepository(db(), workflow.repositoryId);
	const subject = { kind: "workflow", id: workflow.id };
	await authorize(actor, "run.dispatch", { teamId: owner?.ownerTeamId ?? null, subject });
	prepareRun({ workflow, ref: way.ref, inputs: mapInputs(way.inputs, exampleOf(place)) });
}

/** A deployment as it could be, to try a mapping on. */
const exampleOf = ({ service, environment }: FoundPlace): Facts => {
	const digest = `sha256:${"0".repeat(64)}`;
	const repository = `registry.example/${service.name}`;
	return {
		...{ environment: environment.name, service: service.name, repository, digest, image: `${repository}@${digest}` },
		...{ version: "1.0.0", commit: "0".repeat(40), deployment: "00000000-0000-4000-8000-000000000000" },
	};
};
