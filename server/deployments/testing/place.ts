import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";

/** A place without a cluster behind it: rows only, as the observer would have left them. Returns ids by environment name. */
export async function makePlaces(service: string, environments: readonly string[]): Promise<Map<string, string>> {
	const entity = await db().entity.findFirstOrThrow({ where: { name: service } });
	const connection = await db().connection.upsert({
		where: { kind_name: { kind: "kubernetes", name: "test" } },
		create: {
			kind: "kubernetes",
			name: "test",
			url: "https://cluster.test",
			source: "settings",
			lastSuccessAt: new Date(),
		},
		update: {},
	});
	const ids = new Map<string, string>();
	for (const [index, name] of environments.entries()) {
		const environment = await db().environment.upsert({
			where: { name },
			create: { name, title: name, rank: index + 1, production: name === "production" },
			update: {},
		});
		const place = await db().serviceEnvironment.create({
			data: { serviceId: entity.id, environmentId: environment.id },
		});
		await db().deploymentTarget.create({
			data: {
				...{ serviceEnvironmentId: place.id, connectionId: connection.id, namespace: name },
				...{ kind: "Deployment", name: service, container: "app" },
			},
		});
		ids.set(name, environment.id);
	}
	return ids;
}

/** A person of a team with a role. */
export async function makePerson(login: string, teamId: string, role = "developer"): Promise<Actor> {
	const person = await db().person.create({ data: { issuer: "test", subject: login, login, name: login } });
	await db().teamMember.create({ data: { teamId, personId: person.id, source: "settings" } });
	await db().roleGrant.create({ data: { personId: person.id, role, source: "settings" } });
	const grants = [{ role, teamId: null, environment: null }];
	return { kind: "person", id: person.id, login, name: login, teamIds: [teamId], grants, sessionId: "s" };
}
