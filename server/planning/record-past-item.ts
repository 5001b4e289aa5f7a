import { ensureNode } from "#server/loop/link.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { type NewEvent, recordEvents } from "#server/platform/events.ts";
import { lastRank } from "./last-rank.ts";
import type { ItemState } from "./schema.ts";

export type PastItem = {
	key: string;
	teamId: string;
	title: string;
	description: string;
	type: string;
	priority: string;
	estimate: number | null;
	serviceId: string | null;
	assigneeId: string | null;
	labels: string[];
	sprintId: string | null;
	createdAt: Date;
	/** In order of time, each with who made it. */
	changes: { at: Date; to: ItemState; actor: Actor }[];
	createdAs: ItemState;
};

/** Writes an item with all it went through, each change as the event it was. An item of that key stays as it is. Returns its id. */
export async function recordPastItem(tx: Transaction, actor: Actor, item: PastItem): Promise<string> {
	const known = await tx.item.findUnique({ where: { key: item.key }, select: { id: true } });
	if (known) return known.id;
	const { changes, createdAs, ...fields } = item;
	const number = Number(item.key.slice(item.key.lastIndexOf("-") + 1));
	const state = changes.at(-1)?.to ?? createdAs;
	const when = (states: ItemState[]) => changes.find(({ to }) => states.includes(to))?.at ?? null;
	const { id } = await tx.item.create({
		data: {
			...fields,
			number,
			state,
			rank: await lastRank(tx, item.teamId, state),
			updatedAt: changes.at(-1)?.at ?? item.createdAt,
			startedAt: when(["in_progress", "in_review"]),
			finishedAt: state === "done" ? (changes.at(-1)?.at ?? item.createdAt) : null,
		},
		select: { id: true },
	});
	await tx.team.updateMany({ where: { id: item.teamId, nextItem: { lte: number } }, data: { nextItem: number + 1 } });
	await ensureNode(tx, { kind: "item", key: item.key, itemId: id }, item.serviceId);
	await recordChanges(tx, actor, { ...item, id });
	return id;
}

async function recordChanges(tx: Transaction, actor: Actor, item: PastItem & { id: string }): Promise<void> {
	const about = { subject: { kind: "item", id: item.id }, serviceId: item.serviceId, teamId: item.teamId };
	const { key, estimate, sprintId, createdAs } = item;
	const created = { ...about, type: "item.created", actor, occurredAt: item.createdAt };
	const changed = item.changes.map(
		(change, index): NewEvent => ({
			...about,
			type: "item.changed",
			actor: change.actor,
			occurredAt: change.at,
			data: { key, before: { state: item.changes[index - 1]?.to ?? createdAs }, after: { state: change.to } },
		}),
	);
	await recordEvents(tx, [{ ...created, data: { key, state: createdAs, estimate, sprintId } }, ...changed]);
}
