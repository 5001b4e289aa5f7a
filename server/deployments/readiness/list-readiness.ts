import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { findService, placeInclude } from "../internal/find-place.ts";
import { loadFacts } from "./load-facts.ts";
import { judgeRules } from "./rules.ts";
import type { PlaceReadiness } from "./schema.ts";

/** How ready for production a service is, by environment in promotion order, at most 50. Throws Problem 404. */
export async function listReadiness(actor: Actor, service: string): Promise<{ items: PlaceReadiness[] }> {
	const { id, ownerTeamId: teamId } = await findService(db(), service);
	await authorize(actor, "deployments.read", { teamId, subject: { kind: "service", id } });
	const places = await db().serviceEnvironment.findMany({
		where: { serviceId: id },
		include: placeInclude,
		orderBy: [{ environment: { rank: "asc" } }, { environment: { name: "asc" } }],
		take: 50,
	});
	const judge = async (place: (typeof places)[number]): Promise<PlaceReadiness> => {
		const judged = judgeRules(await loadFacts(db(), place));
		const { name, title, production } = place.environment;
		const passed = judged.filter(({ state }) => state === "pass").length;
		return { environment: { name, title, production }, passed, of: judged.length, rules: judged };
	};
	return { items: await Promise.all(places.map(judge)) };
}
