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
		const kept = new Set(to ? (await itemsIn(to)).map(({ id }) => id) : []);
		for (const item of await itemsIn(digest)) {
			if (kept.has(item.id)) continue;
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

/** The items whose commits an image was made of: backwards from the digest through runs, commits and pull requests. */
function itemsIn(digest: string): Promise<Carried[]> {
	return db().$queryRaw<Carried[]>`
		with recursive behind as (
			select id, 0 as depth from "LoopNode" where kind = 'artifact' and key = ${digest}
			union
			select e."fromId", b.depth + 1 from behind b join "LoopEdge" e on e."toId" = b.id
			where b.depth < 4 and e.kind in ('implemented-by', 'contains', 'built-by', 'produced', 'packaged-as')
		)
		select distinct i.id::text, i.key, i."teamId"::text as "teamId", i."assigneeId"::text as "assigneeId"
		from behind b join "LoopNode" n on n.id = b.id join "Item" i on i.id = n."itemId" limit 200`;
}
