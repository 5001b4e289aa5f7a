import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { ensureNode } from "#server/loop/link.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { lastRank } from "./last-rank.ts";
import { checkSprint, loadAssigneeId, loadServiceId, loadTeam } from "./load-team.ts";
import { type NewItem, newItemSchema } from "./schema.ts";

/** Writes an item into a team's backlog, sprint or column. Returns its key. Throws Problem 403, 404, 422. */
export async function createItem(actor: Actor, input: NewItem): Promise<{ id: string; key: string }> {
	const item = newItemSchema.parse(input);
	const team = await loadTeam(db(), item.team);
	await authorize(actor, "item.create", { teamId: team.id, subject: { kind: "team", id: team.name } });
	return transaction(async (tx) => {
		const created = await insertItem(tx, { ...item, teamId: team.id });
		await recordCreated(tx, actor, {
			...created,
			teamId: team.id,
			state: item.state,
			estimate: item.estimate,
			sprintId: item.sprintId,
		});
		await audit(tx, {
			actor,
			action: "item.create",
			subject: { kind: "item", id: created.key },
			teamId: team.id,
			after: { title: item.title, type: item.type, state: item.state },
		});
		return { id: created.id, key: created.key };
	});
}

type Insert = NewItem & { teamId: string; triage?: "pending"; createdAt?: Date };

/** Inserts the row with the team's next number; for verbs that write items on their own authority. */
export async function insertItem(
	tx: Transaction,
	item: Insert,
): Promise<{ id: string; key: string; serviceId: string | null }> {
	await checkSprint(tx, item.sprintId, item.teamId);
	const serviceId = await loadServiceId(tx, item.service);
	const assigneeId = await loadAssigneeId(tx, item.assignee);
	const parent =
		item.parent === null ? null : await tx.item.findUnique({ where: { key: item.parent }, select: { id: true } });
	const { nextItem, itemKey } = await tx.team.update({
		where: { id: item.teamId },
		data: { nextItem: { increment: 1 } },
		select: { nextItem: true, itemKey: true },
	});
	const number = nextItem - 1;
	const now = item.createdAt ?? new Date();
	const row = await tx.item.create({
		data: {
			key: `${itemKey}-${number}`,
			number,
			teamId: item.teamId,
			title: item.title,
			description: item.description,
			type: item.type,
			priority: item.priority,
			estimate: item.estimate,
			state: item.state,
			rank: await lastRank(tx, item.teamId, item.state),
			labels: item.labels,
			serviceId,
			assigneeId,
			sprintId: item.sprintId,
			parentId: parent?.id ?? null,
			triage: item.triage ?? null,
			createdAt: now,
			updatedAt: now,
			startedAt: item.state === "in_progress" || item.state === "in_review" ? now : null,
			finishedAt: item.state === "done" ? now : null,
		},
		select: { id: true, key: true },
	});
	await ensureNode(tx, { kind: "item", key: row.key, itemId: row.id }, serviceId);
	return { ...row, serviceId };
}

type Created = {
	id: string;
	key: string;
	serviceId: string | null;
	teamId: string;
	state: string;
	estimate: number | null;
	sprintId: string | null;
};

/** The event that an item is there, from which burndowns are drawn later. */
export async function recordCreated(tx: Transaction, actor: Actor, item: Created): Promise<void> {
	const { id, key, serviceId, teamId, state, estimate, sprintId } = item;
	await recordEvent(tx, {
		type: "item.created",
		actor,
		subject: { kind: "item", id },
		serviceId,
		teamId,
		data: { key, state, estimate, sprintId },
	});
}
