import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { alertScalingSchema, type PlaceAlertScaling } from "./schema.ts";

/** Which alert brings a service more pods, by environment in promotion order. Throws Problem 404. */
export async function listAlertScaling(actor: Actor, service: string): Promise<{ items: PlaceAlertScaling[] }> {
	const found = await db().entity.findFirst({ where: { name: service, kind: "component" }, orderBy: { ref: "asc" } });
	if (!found) throw notFound("service", service);
	const { id, ownerTeamId: teamId } = found;
	await authorize(actor, "workloads.read", { teamId, subject: { kind: "service", id } });
	const places = await db().serviceEnvironment.findMany({
		where: { serviceId: id },
		include: { environment: true },
		orderBy: [{ environment: { rank: "asc" } }, { environment: { name: "asc" } }],
		take: 200,
	});
	return {
		items: places.map(({ environment, alertScaling }) => ({
			environment: { name: environment.name, title: environment.title, production: environment.production },
			rule: alertScalingSchema.safeParse(alertScaling).data ?? null,
			mayConfigure: decide(actor, "environment.configure", { teamId, environment }).allowed,
		})),
	};
}
