import { advanceItem } from "#server/planning/advance-item.ts";
import type { ItemState } from "#server/planning/schema.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Reaction } from "#server/platform/reactions.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { LoopEvent } from "../../prisma/generated/client.ts";

/** Who moves cards when the code says that they moved. */
const mover = automation("follow-the-code");

/**
 * Moves items by what happens to their code: a commit starts them, an open pull request puts them into review, its merge finishes them.
 * Only forwards, and never over what a person decided later. Safe to repeat.
 */
export const moveItemsReaction: Reaction = {
	name: "move-items",
	types: ["commit.pushed", "pull-request.opened", "pull-request.reopened", "pull-request.merged"],
	react: async (event) => {
		const wanted = await wantedState(event);
		if (!wanted) return;
		for (const itemId of await implementedItems(event)) {
			if (wanted === "done" && !(await mayFinish(itemId, event.subjectId))) continue;
			await transaction((tx) => advanceItem(tx, mover, { itemId, state: wanted, because: event }));
		}
	},
};

async function wantedState(event: LoopEvent): Promise<ItemState | null> {
	if (event.type === "commit.pushed") return "in_progress";
	if (event.type === "pull-request.merged") return "done";
	const pull = await db().pullRequest.findUnique({
		where: { id: event.subjectId },
		select: { draft: true, state: true },
	});
	if (!pull || pull.state === "closed") return null;
	return pull.draft ? "in_progress" : "in_review";
}

/** The items that a commit or pull request names. */
async function implementedItems({ subjectKind, subjectId }: LoopEvent): Promise<string[]> {
	const where = subjectKind === "commit" ? { commitId: subjectId } : { pullRequestId: subjectId };
	const edges = await db().loopEdge.findMany({
		where: { to: where, kind: "implemented-by", from: { kind: "item" } },
		select: { from: { select: { itemId: true } } },
		take: 20,
	});
	return edges.flatMap(({ from }) => from.itemId ?? []);
}

/** A merge finishes an item unless another of its pull requests is open, or production filed it: that one is done when it is verified. */
async function mayFinish(itemId: string, mergedId: string): Promise<boolean> {
	const item = await db().item.findUnique({ where: { id: itemId }, select: { type: true } });
	if (!item || item.type === "incident") return false;
	const open = await db().loopEdge.count({
		where: {
			from: { itemId },
			kind: "implemented-by",
			to: { pullRequest: { state: "open", id: { not: mergedId } } },
		},
	});
	return open === 0;
}
