import { parseEntityRef } from "#server/catalog/read/entity-ref.ts";
import type { Reader } from "#server/platform/database.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { loadPlaces, type PlaceRow, toStatus } from "./load-places.ts";
import type { Dependency, ThingStatus } from "./schema.ts";

const other = { include: { owner: true } } as const;
type Other = Prisma.EntityGetPayload<typeof other>;
type Edge = { type: string; ref: string; entity: Other | null };

/** What an entity needs and what needs it, each with how it does where people use it. At most 100 of either. */
export async function loadDependencies(reader: Reader, entity: { id: string; ref: string }) {
	const types = { in: ["dependsOn", "consumesApi", "providesApi"] };
	const [out, back] = await Promise.all([
		reader.entityRelation.findMany({ where: { fromId: entity.id, type: types }, include: { to: other }, take: 100 }),
		reader.entityRelation.findMany({ where: { toRef: entity.ref, type: types }, include: { from: other }, take: 100 }),
	]);
	const needs = out.map(({ type, toRef, to }): Edge => ({ type, ref: toRef, entity: to }));
	const neededBy = back.map(({ type, from }): Edge => ({ type, ref: from.ref, entity: from }));
	const ids = [...needs, ...neededBy].flatMap((edge) => edge.entity?.id ?? []);
	const places = await loadPlaces(reader, ids);
	const answer = (edge: Edge) => dependency(edge, places);
	return { dependencies: needs.map(answer), dependents: neededBy.map(answer) };
}

function dependency({ type: relation, ref, entity }: Edge, places: Map<string, PlaceRow[]>): Dependency {
	const named = parseEntityRef(ref, "component");
	return {
		ref,
		kind: named?.kind ?? "component",
		name: entity?.name ?? named?.name ?? ref,
		title: entity?.title ?? named?.name ?? ref,
		type: entity?.type ?? null,
		relation,
		owner: entity?.owner ? { name: entity.owner.name, title: entity.owner.title } : null,
		status: worst(places.get(entity?.id ?? "") ?? []),
		known: entity !== null && entity.orphanedAt === null,
	};
}

const severity: ThingStatus[] = [
	"failing",
	"degraded",
	"progressing",
	"waiting",
	"held",
	"paused",
	"unknown",
	"healthy",
];

/** How a service does: in production, or where there is none, everywhere. */
function worst(rows: PlaceRow[]): ThingStatus | null {
	const production = rows.filter((row) => row.environment.production);
	const statuses = (production.length > 0 ? production : rows).map((row) => toStatus(row.status));
	return severity.find((status) => statuses.includes(status)) ?? null;
}
