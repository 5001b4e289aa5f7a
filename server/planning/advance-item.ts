import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { lastRank } from "./last-rank.ts";
import { changeState } from "./move-item.ts";
import { type ItemState, itemStates } from "./schema.ts";

type Advance = {
	itemId: string;
	state: ItemState;
	/** The event that says so: when it happened, and its place in the log. */
	because: { occurredAt: Date; position: bigint | null };
};

/**
 * Moves an item forwards, never back, unless a person moved it after the event was known. Safe to repeat.
 * Returns whether it moved.
 */
export async function advanceItem(
	tx: Transaction,
	actor: Actor,
	{ itemId, state, because }: Advance,
): Promise<boolean> {
	await tx.$queryRaw`select id from "Item" where id = ${itemId}::uuid for update`;
	const item = await tx.item.findUnique({ where: { id: itemId } });
	if (!item || isDecidedOtherwise(item.triage)) return false;
	if (placeOf(state) <= placeOf(item.state)) return false;
	if (await personMovedLater(tx, itemId, because.position)) return false;
	const rank = await lastRank(tx, item.teamId, state);
	const at = new Date(Math.max(because.occurredAt.getTime(), item.updatedAt.getTime()));
	await changeState(tx, actor, { item, state, rank, at });
	return true;
}

const placeOf = (state: string): number => (itemStates as readonly string[]).indexOf(state);

const isDecidedOtherwise = (triage: string | null): boolean => triage === "declined" || triage === "duplicate";

async function personMovedLater(tx: Transaction, itemId: string, position: bigint | null): Promise<boolean> {
	const [row] = await tx.$queryRaw<{ found: boolean }[]>`
		select exists (
			select from "LoopEvent" where "subjectKind" = 'item' and "subjectId" = ${itemId} and type = 'item.changed'
			and (position is null or position > ${position ?? 0n}) and actor ->> 'kind' in ('person', 'token')
			and data -> 'after' ? 'state'
		) as found`;
	return row?.found ?? false;
}
