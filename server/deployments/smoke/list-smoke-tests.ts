import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { findService } from "../internal/find-place.ts";
import { type PlaceSmoke, smokeTestSchema } from "./schema.ts";

/** What a new version of a service must answer, by environment in promotion order. Throws Problem 404. */
export async function listSmokeTests(actor: Actor, service: string): Promise<{ items: PlaceSmoke[] }> {
	const { id, ownerTeamId: teamId } = await findService(db(), service);
	await authorize(actor, "deployments.read", { teamId, subject: { kind: "service", id } });
	const places = await db().serviceEnvironment.findMany({
		where: { serviceId: id },
		include: { environment: true },
		orderBy: [{ environment: { rank: "asc" } }, { environment: { name: "asc" } }],
		take: 200,
	});
	return {
		items: places.map(({ environment, smokeTest }) => ({
			environment: { name: environment.name, title: environment.title, production: environment.production },
			test: smokeTestSchema.safeParse(smokeTest).data ?? null,
			mayConfigure: decide(actor, "environment.configure", { teamId, environment }).allowed,
		})),
	};
}
