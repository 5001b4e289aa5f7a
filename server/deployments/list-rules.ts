import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { findService } from "./internal/find-place.ts";

type Place = Prisma.ServiceEnvironmentGetPayload<{ include: { environment: true } }>;
type RuledPlace = {
	environment: { name: string; title: string; production: boolean };
	/** Whether the reader may change its rules. */
	mayConfigure: boolean;
};

/** What was chosen for a service, by environment in promotion order; `read` takes it from the row. Throws Problem 404. */
export async function listRules<Rule extends object>(
	actor: Actor,
	service: string,
	read: (place: Place) => Rule,
): Promise<{ items: (RuledPlace & Rule)[] }> {
	const { id, ownerTeamId: teamId } = await findService(db(), service);
	await authorize(actor, "deployments.read", { teamId, subject: { kind: "service", id } });
	const places = await db().serviceEnvironment.findMany({
		where: { serviceId: id },
		include: { environment: true },
		orderBy: [{ environment: { rank: "asc" } }, { environment: { name: "asc" } }],
		take: 200,
	});
	return {
		items: places.map((place) => {
			const { environment } = place;
			const { name, title, production } = environment;
			const mayConfigure = decide(actor, "environment.configure", { teamId, environment }).allowed;
			return { environment: { name, title, production }, mayConfigure, ...read(place) };
		}),
	};
}
