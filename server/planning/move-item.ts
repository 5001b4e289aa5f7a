import { audit } from "#server/access/audit.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { invalid } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { lastRank } from "./last-rank.ts";
import { loadItemFor } from "./load-item.ts";
import { rankBetween } from "./rank.ts";
import { type ItemMove, type ItemState, itemMoveSchema } from "./schema.ts";

/** Puts a card into a column between two others, by mouse or by keyboard. Throws Problem 403, 404, 422. */
export async function moveItem(actor: Actor, key: string, input: ItemMove): Promise<{ state: string; rank: string }> {
	const move = itemMoveSchema.parse(input);
	const item = await loadItemFor(actor, "item.edit", key);
	return transaction(async (tx) => {
		const rank = await rankFor(tx, item.teamId, move);
		await changeState(tx, actor, { item, state: move.state, rank });
		if (item.state !== move.state) {
			await audit(tx, {
				actor,
				action: "item.edit",
				subject: { kind: "item", id: key },
				teamId: item.teamId,
				before: { state: item.state },
				after: { state: move.state },
			});
		}
		return { state: move.state, rank };
	});
}

async function rankFor(tx: Transaction, teamId: string, move: ItemMove): Promise<string> {
	if (!move.after && !move.before) return lastRank(tx, teamId, move.state);
	const rankOf = async (key: string | null) => {
		if (key === null) return null;
		const neighbour = await tx.item.findUnique({ where: { key }, select: { rank: true, teamId: true } });
		if (!neighbour || neighbour.teamId !== teamId)
			throw invalid("no-such-neighbour", `${key} is not a card of this board any more. Reload the board.`, { key });
		return neighbour.rank;
	};
	const above = await rankOf(move.after);
	const below = await rankOf(move.before);
	// Two cards with one rank, or a board seen too late: below the upper one is right enough.
	return above !== null && below !== null && above >= below ? rankBetween(above, null) : rankBetween(above, below);
}

type Change = {
	item: { id: string; key: string; state: string; teamId: string; serviceId: string | null; startedAt: Date | null };
	state: ItemState;
	rank: string;
	at?: Date;
};

/** Writes the new state with its times and its event; also for moves that events of the loop cause. */
export async function changeState(
	tx: Transaction,
	actor: Actor,
	{ item, state, rank, at = new Date() }: Change,
): Promise<void> {
	await tx.item.update({
		where: { id: item.id },
		data: {
			state,
			rank,
			updatedAt: at,
			version: { increment: 1 },
			startedAt: item.startedAt ?? (state === "in_progress" || state === "in_review" ? at : null),
			finishedAt: state === "done" ? at : null,
		},
	});
	await recordEvent(tx, {
		type: "item.changed",
		actor,
		subject: { kind: "item", id: item.id },
		occurredAt: at,
		serviceId: item.serviceId,
		teamId: item.teamId,
		data: { key: item.key, before: { state: item.state }, after: { state } },
	});
}
