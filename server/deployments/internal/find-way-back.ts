import type { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import { previewRollbackSchema } from "../schema.ts";
import { changeableTarget, findPlace } from "./find-place.ts";

/** What somebody who may read it thinks of going back to: the place, its workload and the revision. Throws Problem 403, 404, 422. */
export async function findWayBack(actor: Actor, input: z.input<typeof previewRollbackSchema>) {
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
	return { place, target, revision, mode };
}
