import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import { callWorker, defineCall } from "#server/platform/rpc.ts";
import { changeableTarget, findPlace } from "./internal/find-place.ts";
import { previewRollbackSchema, type RollbackPreview, rollbackPreviewSchema } from "./schema.ts";

/** Asks the worker for a dry run in the cluster. */
export const dryRunCall = defineCall({
	name: "deployments.dry-run-rollback",
	input: z.object({ targetId: z.uuid(), templateId: z.uuid(), mode: z.enum(["template", "image"]) }),
	output: rollbackPreviewSchema,
});

/** What a rollback to a revision would change, by a dry run of the cluster itself. Throws Problem 403, 404, 422, 503. */
export async function previewRollback(
	actor: Actor,
	input: z.input<typeof previewRollbackSchema>,
): Promise<RollbackPreview> {
	const { service, environment, templateId, mode } = previewRollbackSchema.parse(input);
	const place = await findPlace(db(), service, environment);
	await authorize(actor, "deployments.read", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "service", id: place.serviceId },
	});
	const target = changeableTarget(place);
	if (!target) throw invalid("no-target", "There is no workload to change here.", { environment });
	const revision = await db().revisionTemplate.findFirst({ where: { id: templateId, targetId: target.id } });
	if (!revision) throw notFound("revision", templateId);
	return callWorker(dryRunCall, { targetId: target.id, templateId, mode });
}
