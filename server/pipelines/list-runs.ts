import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { runAnswers, runInclude } from "./run-row.ts";

const list = <T extends z.ZodType>(of: T) =>
	z.union([of, z.array(of).max(50)]).transform((value) => [value].flat() as z.output<T>[]);

/** What a run shows as: its conclusion once it is over. */
const outcomes = ["queued", "in_progress", "success", "failure", "cancelled", "skipped"] as const;

export const runFilterSchema = z.object({
	service: list(z.string().max(100)).optional(),
	team: list(z.string().max(100)).optional(),
	outcome: list(z.enum(outcomes)).optional(),
	workflow: list(z.string().max(200)).optional(),
	event: list(z.string().max(100)).optional(),
	branch: z.string().max(250).optional(),
	actor: z.string().max(100).optional(),
	sha: z
		.string()
		.regex(/^[0-9a-f]{40}$/)
		.optional(),
	q: z.string().trim().max(100).optional(),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RunFilter = z.infer<typeof runFilterSchema>;

/** Runs, newest first, a page at a time. `cursor` is the last one's id. */
export async function listRuns(actor: Actor, filter: RunFilter) {
	await authorize(actor, "pipelines.read", { subject: { kind: "runs", id: "all" } });
	const rows = await db().run.findMany({
		where: whereOf(filter),
		include: runInclude,
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: filter.limit + 1,
		...(filter.cursor && { cursor: { id: filter.cursor }, skip: 1 }),
	});
	const page = rows.slice(0, filter.limit);
	return {
		items: await runAnswers(db(), page),
		nextCursor: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null,
	};
}

function whereOf(filter: RunFilter): Prisma.RunWhereInput {
	const { service, team, outcome, workflow, event, branch, actor, sha, q } = filter;
	return {
		...(service && { service: { name: { in: service } } }),
		...(workflow && { workflow: { name: { in: workflow } } }),
		...(event && { event: { in: event } }),
		...(branch && { branch }),
		...(actor && { actorLogin: actor }),
		...(sha && { headSha: sha }),
		AND: [
			team ? { service: { owner: { name: { in: team } } } } : {},
			outcome ? { OR: outcome.map(outcomeWhere) } : {},
			q
				? {
						OR: [
							{ name: { contains: q, mode: "insensitive" } },
							{ headSha: { startsWith: q.toLowerCase() } },
							{ branch: { contains: q } },
						],
					}
				: {},
		],
	};
}

const outcomeWhere = (outcome: (typeof outcomes)[number]): Prisma.RunWhereInput =>
	outcome === "queued" || outcome === "in_progress" ? { status: outcome } : { conclusion: outcome };
