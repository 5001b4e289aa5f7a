import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { findService } from "../internal/find-place.ts";
import type { PlaceWay } from "./schema.ts";
import { wayOf } from "./way-of.ts";

/** How versions get to a service, by environment in promotion order. Throws Problem 404. */
export async function listWays(actor: Actor, service: string): Promise<{ items: PlaceWay[] }> {
	const found = await findService(db(), service);
	const teamId = found.ownerTeamId;
	await authorize(actor, "deployments.read", { teamId, subject: { kind: "service", id: found.id } });
	const places = await db().serviceEnvironment.findMany({
		where: { serviceId: found.id },
		include: { environment: true },
		orderBy: [{ environment: { rank: "asc" } }, { environment: { name: "asc" } }],
		take: 200,
	});
	const ways = places.map((place) => ({ place, way: wayOf(place) }));
	const ids = ways.flatMap(({ way }) => (way.kind === "workflow" ? [way.workflowId] : []));
	const workflows = await db().workflow.findMany({ where: { id: { in: ids } }, include: { repository: true } });
	return {
		items: ways.map(({ place: { environment }, way }) => {
			const workflow = way.kind === "workflow" ? workflows.find(({ id }) => id === way.workflowId) : undefined;
			return {
				environment: { name: environment.name, title: environment.title, production: environment.production },
				way,
				workflow: workflow
					? { id: workflow.id, name: workflow.name, path: workflow.path, repository: workflow.repository.slug }
					: null,
				mayConfigure: decide(actor, "environment.configure", { teamId, environment }).allowed,
			};
		}),
	};
}
