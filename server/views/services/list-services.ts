import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { loadImages, loadPlaces, placeAnswer } from "./load-places.ts";
import { loadServiceRails } from "./load-rails.ts";
import type { ServiceRow } from "./schema.ts";

const list = z.union([z.string().max(100), z.array(z.string().max(100)).max(50)]).transform((value) => [value].flat());

export const serviceFilterSchema = z.object({
	q: z.string().trim().max(100).optional(),
	owner: list.optional(),
	tier: list.optional(),
	lifecycle: list.optional(),
	system: list.optional(),
	type: list.optional(),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ServiceFilter = z.infer<typeof serviceFilterSchema>;

/** Services (components of the catalog) by name, a page at a time, with what runs of each. `cursor` is the last one's id. */
export async function listServices(actor: Actor, filter: ServiceFilter) {
	await authorize(actor, "catalog.read", { subject: { kind: "services", id: "all" } });
	const where = whereOf(filter);
	const [rows, total] = await Promise.all([
		db().entity.findMany({
			where,
			include: { owner: true },
			orderBy: [{ name: "asc" }, { id: "asc" }],
			take: filter.limit + 1,
			...(filter.cursor && { cursor: { id: filter.cursor }, skip: 1 }),
		}),
		db().entity.count({ where }),
	]);
	const page = rows.slice(0, filter.limit);
	const places = await loadPlaces(
		db(),
		page.map(({ id }) => id),
	);
	const images = await loadImages(
		db(),
		[...places.values()].flat().map((row) => row.runningDigest),
	);
	const rails = await loadServiceRails(
		db(),
		page.map(({ id }) => id),
	);
	const items = page.map((row): ServiceRow => {
		const running = places.get(row.id) ?? [];
		return {
			...rowAnswer(row),
			rail: rails.get(row.id) ?? null,
			environments: running.map((place) => placeAnswer(place, images.get(place.runningDigest ?? ""))),
		};
	});
	return { items, total, nextCursor: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null };
}

type Row = Prisma.EntityGetPayload<{ include: { owner: true } }>;

/** What a list and a page say of a service alike. */
export function rowAnswer(row: Row) {
	return {
		id: row.id,
		name: row.name,
		title: row.title,
		description: row.description,
		type: row.type,
		owner: row.owner && { name: row.owner.name, title: row.owner.title },
		tier: row.tier,
		lifecycle: row.lifecycle,
		system: row.systemName,
		orphanedAt: row.orphanedAt?.toISOString() ?? null,
	};
}

/** `none` stands for what has no owner, tier or system. */
export function whereOf({ q, owner, tier, lifecycle, system, type }: Partial<ServiceFilter>): Prisma.EntityWhereInput {
	const tiers = (tier ?? []).map(Number).filter(Number.isInteger);
	return {
		kind: "component",
		...(type && { type: { in: type } }),
		...(lifecycle && { lifecycle: { in: lifecycle } }),
		AND: [
			q
				? { OR: [{ name: { contains: q, mode: "insensitive" } }, { title: { contains: q, mode: "insensitive" } }] }
				: {},
			owner
				? { OR: [{ owner: { name: { in: owner } } }, ...(owner.includes("none") ? [{ ownerTeamId: null }] : [])] }
				: {},
			tier ? { OR: [{ tier: { in: tiers } }, ...(tier.includes("none") ? [{ tier: null }] : [])] } : {},
			system
				? { OR: [{ systemName: { in: system } }, ...(system.includes("none") ? [{ systemName: null }] : [])] }
				: {},
		],
	};
}
