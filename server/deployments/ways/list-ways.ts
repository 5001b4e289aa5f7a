import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { listRules } from "../list-rules.ts";
import type { PlaceWay } from "./schema.ts";
import { wayOf } from "./way-of.ts";

/** How versions get to a service, by environment in promotion order. Throws Problem 404. */
export async function listWays(actor: Actor, service: string): Promise<{ items: PlaceWay[] }> {
	const { items } = await listRules(actor, service, (place) => ({ way: wayOf(place) }));
	const ids = items.flatMap(({ way }) => (way.kind === "workflow" ? [way.workflowId] : []));
	const workflows = await db().workflow.findMany({ where: { id: { in: ids } }, include: { repository: true } });
	return {
		items: items.map((place) => {
			const { way } = place;
			const workflow = way.kind === "workflow" ? workflows.find(({ id }) => id === way.workflowId) : undefined;
			return {
				...place,
				workflow: workflow
					? { id: workflow.id, name: workflow.name, path: workflow.path, repository: workflow.repository.slug }
					: null,
			};
		}),
	};
}
