import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { itemAnswers, itemInclude } from "./item-row.ts";
import { type Item, itemStateSchema, itemTypeSchema, prioritySchema } from "./schema.ts";

const list = <T extends z.ZodType>(of: T) =>
	z.union([of, z.array(of)]).transform((value) => [value].flat() as z.output<T>[]);

export const itemFilterSchema = z.object({
	team: z.string().optional(),
	sprint: z.union([z.uuid(), z.literal("none")]).optional(),
	service: z.string().optional(),
	assignee: z.string().optional(),
	state: list(itemStateSchema).optional(),
	type: list(itemTypeSchema).optional(),
	priority: list(prioritySchema).optional(),
	triage: z.enum(["pending", "snoozed", "accepted", "declined", "duplicate", "open"]).optional(),
	q: z.string().max(100).optional(),
	cursor: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ItemFilter = z.infer<typeof itemFilterSchema>;

/** Items, newest first, a page at a time. `cursor` is the id of the last one seen. */
export async function listItems(
	actor: Actor,
	filter: ItemFilter,
): Promise<{ items: Item[]; nextCursor: string | null; total: number }> {
	await authorize(actor, "planning.read", { subject: { kind: "items", id: filter.team ?? "all" } });
	const where = whereOf(filter);
	const [rows, total] = await Promise.all([
		db().item.findMany({
			where,
			include: itemInclude,
			orderBy: [{ createdAt: "desc" }, { id: "desc" }],
			take: filter.limit + 1,
			...(filter.cursor && { cursor: { id: filter.cursor }, skip: 1 }),
		}),
		db().item.count({ where }),
	]);
	const page = rows.slice(0, filter.limit);
	return {
		items: await itemAnswers(db(), page),
		nextCursor: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null,
		total,
	};
}

function whereOf(filter: ItemFilter): Prisma.ItemWhereInput {
	const { team, sprint, service, assignee, state, type, priority, triage, q } = filter;
	return {
		...(team && { team: { name: team } }),
		...(sprint && { sprintId: sprint === "none" ? null : sprint }),
		...(service && { service: { name: service } }),
		...(assignee && { assignee: assignee === "none" ? null : { login: assignee } }),
		...(state && { state: { in: state } }),
		...(type && { type: { in: type } }),
		...(priority && { priority: { in: priority } }),
		...(triage && triageWhere(triage)),
		...(q && { OR: [{ title: { contains: q, mode: "insensitive" } }, { key: { startsWith: q.toUpperCase() } }] }),
	};
}

/** "open": pending, or snoozed until a time that has passed. */
function triageWhere(triage: NonNullable<ItemFilter["triage"]>): Prisma.ItemWhereInput {
	if (triage !== "open") return { triage };
	return { AND: [{ OR: [{ triage: "pending" }, { triage: "snoozed", snoozedUntil: { lte: new Date() } }] }] };
}
