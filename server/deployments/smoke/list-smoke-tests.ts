import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { listRules } from "../list-rules.ts";
import { type PlaceSmoke, smokeTestSchema } from "./schema.ts";

/** What a new version of a service must stand, by environment in promotion order. Throws Problem 404. */
export async function listSmokeTests(actor: Actor, service: string): Promise<{ items: PlaceSmoke[] }> {
	const { items } = await listRules(actor, service, ({ smokeTest }) => ({
		test: smokeTestSchema.safeParse(smokeTest).data ?? null,
	}));
	const ids = items.flatMap(({ test }) => (test?.kind === "workflow" ? [test.workflowId] : []));
	const workflows = await db().workflow.findMany({ where: { id: { in: ids } }, include: { repository: true } });
	return {
		items: items.map((place) => {
			const { test } = place;
			const found = test?.kind === "workflow" ? workflows.find(({ id }) => id === test.workflowId) : undefined;
			return {
				...place,
				workflow: found ? { id: found.id, name: found.name, repository: found.repository.slug } : null,
			};
		}),
	};
}
