import { z } from "zod";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import type { Reaction } from "#server/platform/reactions.ts";
import { transaction } from "#server/platform/transaction.ts";

const dataSchema = z.object({
	environment: z.string().nullable().default(null),
	digest: z.string().nullable().default(null),
	to: z.string().nullable().default(null),
});

/** Tells the items whose work was taken back with a version that this happened. Safe to repeat. */
export const noteRolledBackReaction: Reaction = {
	name: "note-rolled-back",
	types: ["deployment.rolled-back"],
	react: async (event) => {
		const { environment, digest, to } = dataSchema.parse(event.data);
		if (!digest) return;
		for (const item of await itemsLost(digest, to ?? "")) {
			await transaction(async (tx) => {
				const told = await tx.loopEvent.findFirst({
					where: {
						subjectKind: "item",
						subjectId: item.id,
						type: "item.rolled-back",
						data: { path: ["deploymentId"], equals: event.subjectId },
					},
					select: { id: true },
				});
				if (told) return;
				await recordEvent(tx, {
					type: "item.rolled-back",
					actor: automation("follow-the-code"),
					subject: { kind: "item", id: item.id },
					occurredAt: event.occurredAt,
					serviceId: event.serviceId,
					teamId: item.teamId,
					data: { key: item.key, environment, deploymentId: event.subjectId, assigneeId: item.assigneeId },
				});
			});
		}
	},
};

type Carried = { id: string; key: string; teamId: string; assigneeId: string | null };

/**
 * The items that one image carries and the other does not: of the images it succeeds, those that the other one does not succeed,
 * and from them backwards through runs, commits and pull requests. What both carry some of is not lost.
 */
function itemsLost(digest: string, to: string): Promise<Carried[]> {
	return db().$queryRaw<Carried[]>`
		with recursive images as (
			select id, key = ${to} as kept from "LoopNode" where kind = 'artifact' and key in (${digest}, ${to})
			union
			select e."fromId", i.kept from images i join "LoopEdge" e on e."toId" = i.id and e.kind = 'succeeded-by'
		), behind as (
			select id, kept, 0 as depth from images where kept or id not in (select id from images where kept)
			union
			select e."fromId", b.kept, b.depth + 1 from behind b join "LoopEdge" e on e."toId" = b.id
			where b.depth < 4 and e.kind in ('implemented-by', 'contains', 'built-by', 'produced', 'packaged-as')
		)
		select i.id::text, i.key, i."teamId"::text as "teamId", i."assigneeId"::text as "assigneeId"
		from behind b join "LoopNode" n on n.id = b.id join "Item" i on i.id = n."itemId"
		group by i.id having not bool_or(b.kept) order by i.key limit 200`;
}
