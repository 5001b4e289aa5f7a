import { db } from "#server/platform/database.ts";
import type { History } from "./history-schema.ts";

/** Rows that a history file speaks of, by name. */
export type Places = { teams: Map<string, string>; services: Map<string, string>; environments: Map<string, string> };

/** Finds them; `missing` names what the catalog and the clusters do not know (yet). */
export async function findPlaces(history: History): Promise<{ places: Places; missing: string[] }> {
	const teamNames = new Set([...history.sprints, ...history.items, ...history.rotas].map(({ team }) => team));
	const serviceNames = new Set([
		...history.items.flatMap(({ service }) => service ?? []),
		...[...history.deployments, ...history.incidents, ...history.runbooks].map(({ service }) => service),
	]);
	const environmentNames = new Set(
		[...history.deployments, ...history.incidents].map(({ environment }) => environment),
	);
	const [teams, services, environments] = await Promise.all([
		db().team.findMany({ where: { name: { in: [...teamNames] } }, select: { id: true, name: true } }),
		db().entity.findMany({
			where: { kind: "component", name: { in: [...serviceNames] } },
			select: { id: true, name: true },
		}),
		db().environment.findMany({ where: { name: { in: [...environmentNames] } }, select: { id: true, name: true } }),
	]);
	const places = { teams: byName(teams), services: byName(services), environments: byName(environments) };
	const missing = [
		...absent("team", teamNames, places.teams),
		...absent("service", serviceNames, places.services),
		...absent("environment", environmentNames, places.environments),
	];
	return { places, missing };
}

const byName = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [name, id]));
const absent = (kind: string, wanted: Set<string>, found: Map<string, string>) =>
	[...wanted].filter((name) => !found.has(name)).map((name) => `${kind} ${name}`);

/** An id that was found before. */
export function idOf(found: Map<string, string>, name: string): string {
	const id = found.get(name);
	if (!id) throw new Error(`${name} is not known.`);
	return id;
}
