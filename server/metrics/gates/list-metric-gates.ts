import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { metricGatesSchema, type PlaceGates } from "./schema.ts";

/** What must hold while a version of a service is watched, by environment in promotion order. Throws Problem 404. */
export async function listMetricGates(actor: Actor, service: string): Promise<{ items: PlaceGates[] }> {
	const found = await db().entity.findFirst({ where: { name: service, kind: "component" }, orderBy: { ref: "asc" } });
	if (!found) throw notFound("service", service);
	const { id, ownerTeamId: teamId } = found;
	await authorize(actor, "deployments.read", { teamId, subject: { kind: "service", id } });
	const places = await db().serviceEnvironment.findMany({
		where: { serviceId: id },
		include: { environment: true },
		orderBy: [{ environment: { rank: "asc" } }, { environment: { name: "asc" } }],
		take: 200,
	});
	return {
		items: places.map(({ environment, metricGates }) => ({
			environment: { name: environment.name, title: environment.title, production: environment.production },
			gates: metricGatesSchema.safeParse(metricGates).data ?? [],
			mayConfigure: decide(actor, "environment.configure", { teamId, environment }).allowed,
		})),
	};
}
