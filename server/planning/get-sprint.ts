import { z } from "zod";
import type { Actor } from "#server/platform/actor.ts";
import { db, type Reader } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { type BurndownChange, burndown } from "./burndown.ts";
import { listSprints } from "./list-sprints.ts";
import { burndownDaySchema, type Sprint } from "./schema.ts";

const reportSchema = z.object({ days: z.array(burndownDaySchema), carriedOver: z.number() });

/** A sprint with its burndown; a closed one's is the one that was frozen when it closed. Throws Problem 404. */
export async function getSprint(
	actor: Actor,
	id: string,
): Promise<Sprint & { burndown: z.infer<typeof burndownDaySchema>[]; carriedOver: number }> {
	const row = await db().sprint.findUnique({ where: { id }, include: { team: { select: { name: true } } } });
	if (!row) throw notFound("sprint", id);
	const sprint = (await listSprints(actor, row.team.name)).find((one) => one.id === id);
	if (!sprint) throw notFound("sprint", id);
	const frozen = reportSchema.safeParse(row.report);
	if (frozen.success) return { ...sprint, burndown: frozen.data.days, carriedOver: frozen.data.carriedOver };
	return { ...sprint, burndown: await drawBurndown(db(), row, new Date()), carriedOver: 0 };
}

const changeSchema = z.object({
	state: z.string().optional(),
	estimate: z.number().nullable().optional(),
	sprintId: z.string().nullable().optional(),
	after: z
		.object({
			state: z.string().optional(),
			estimate: z.number().nullable().optional(),
			sprintId: z.string().nullable().optional(),
		})
		.optional(),
});

/** The burndown of a sprint from the event log. */
export async function drawBurndown(reader: Reader, sprint: { id: string; startsAt: Date; endsAt: Date }, now: Date) {
	const events = await reader.$queryRaw<{ subjectId: string; occurredAt: Date; data: unknown }[]>`
		select "subjectId", "occurredAt", data from "LoopEvent" where "subjectKind" = 'item' and type in ('item.created', 'item.changed')
		and "subjectId" in (
			select id::text from "Item" where "sprintId" = ${sprint.id}::uuid
			union select "subjectId" from "LoopEvent" where "subjectKind" = 'item' and type in ('item.created', 'item.changed')
				and (data ->> 'sprintId' = ${sprint.id} or data -> 'after' ->> 'sprintId' = ${sprint.id})
		) order by "occurredAt", "recordedAt"`;
	const known = new Map<string, { state: string; estimate: number; sprintId: string | null }>();
	const changes = events.flatMap((event): BurndownChange[] => {
		const parsed = changeSchema.safeParse(event.data);
		if (!parsed.success) return [];
		const { state, estimate, sprintId } = { ...parsed.data, ...parsed.data.after };
		const before = known.get(event.subjectId) ?? { state: "backlog", estimate: 0, sprintId: null };
		const after = {
			state: state ?? before.state,
			estimate: estimate ?? before.estimate,
			sprintId: sprintId === undefined ? before.sprintId : sprintId,
		};
		known.set(event.subjectId, after);
		return [
			{
				at: event.occurredAt,
				itemId: event.subjectId,
				points: after.estimate,
				done: after.state === "done",
				inSprint: after.sprintId === sprint.id,
			},
		];
	});
	return burndown(changes, sprint, now);
}
