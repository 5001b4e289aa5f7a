import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid } from "#server/platform/errors.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { pricesOf } from "./cost.ts";
import { previewInclude, previewRow } from "./preview-row.ts";
import type { PreviewPage } from "./schema.ts";

export type PreviewFilter = {
	service?: string | undefined;
	team?: string | undefined;
	state: "open" | "ended" | "all";
	cursor?: string | undefined;
	limit: number;
};

const order = [{ requestedAt: "asc" }, { id: "asc" }] satisfies Prisma.PreviewOrderByWithRelationInput[];

/** Previews, the oldest first, since those are forgotten; with what all of them cost. Filtered, paged and added up in SQL. */
export async function listPreviews(actor: Actor, filter: PreviewFilter): Promise<PreviewPage> {
	await authorize(actor, "deployments.read", { subject: { kind: "previews", id: "*" } });
	const { service, team, state, cursor, limit } = filter;
	if (cursor && !(await db().preview.findUnique({ where: { id: cursor }, select: { id: true } })))
		throw invalid("bad-cursor", "This page marker is not one of Lazo's. Start from the first page.");
	const where: Prisma.PreviewWhereInput = {
		...((service || team) && {
			service: { ...(service && { name: service }), ...(team && { owner: { name: team } }) },
		}),
		...(state === "open" && { status: { not: "ended" } }),
		...(state === "ended" && { status: "ended" }),
	};
	const [rows, sum] = await Promise.all([
		db().preview.findMany({
			where,
			include: previewInclude,
			orderBy: order,
			take: limit + 1,
			...(cursor && { cursor: { id: cursor }, skip: 1 }),
		}),
		addUp(filter),
	]);
	const now = new Date();
	const items = rows.slice(0, limit).map((row) => previewRow(actor, row, now));
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null, sum };
}

async function addUp({ service, team, state }: PreviewFilter): Promise<PreviewPage["sum"]> {
	const [sum] = await db().$queryRaw<{ count: number; soFar: number; perDay: number }[]>`
		select count(*)::int as count,
			coalesce(sum(p.spent + case when p."pricedFrom" is null then 0 else p."perHour" *
				greatest(0, extract(epoch from coalesce(p."endedAt", now()) - p."pricedFrom") / 3600)::float8 end), 0)::float8 as "soFar",
			coalesce(sum(case when p."endedAt" is null and p."pricedFrom" is not null then p."perHour" * 24 else 0 end), 0)::float8 as "perDay"
		from "Preview" p join "Entity" e on e.id = p."serviceId" left join "Team" t on t.id = e."ownerTeamId"
		where (${service ?? null}::text is null or e.name = ${service ?? null})
			and (${team ?? null}::text is null or t.name = ${team ?? null})
			and (${state} = 'all' or (p.status = 'ended') = (${state} = 'ended'))`;
	return { ...(sum ?? { count: 0, soFar: 0, perDay: 0 }), currency: pricesOf().currency };
}
