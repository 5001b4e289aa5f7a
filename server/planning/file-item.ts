import { audit } from "#server/access/audit.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { insertItem, recordCreated } from "./create-item.ts";
import { newItemSchema } from "./schema.ts";

export type Filing = {
	teamId: string;
	team: string;
	title: string;
	description: string;
	priority: "urgent" | "high" | "medium";
	service: string;
	labels: string[];
};

/** Files an arrival from production in a team's backlog, waiting for a decision. Part of the caller's transaction. */
export async function fileItem(tx: Transaction, actor: Actor, filing: Filing): Promise<{ id: string; key: string }> {
	const { teamId, ...rest } = filing;
	const item = newItemSchema.parse({ ...rest, type: "incident" });
	const created = await insertItem(tx, { ...item, teamId, triage: "pending" });
	await recordCreated(tx, actor, { ...created, teamId, state: item.state, estimate: null, sprintId: null });
	await audit(tx, {
		actor,
		action: "item.create",
		subject: { kind: "item", id: created.key },
		teamId,
		after: { title: item.title, type: "incident" },
	});
	return created;
}

/** The same failure came back: the item it owns opens again when it was finished or declined, and waits for a decision. */
export async function reopenItem(tx: Transaction, actor: Actor, itemId: string): Promise<void> {
	const item = await tx.item.findUniqueOrThrow({ where: { id: itemId } });
	const closed = item.state === "done" || item.triage === "declined";
	await tx.item.update({
		where: { id: itemId },
		data: {
			updatedAt: new Date(),
			version: { increment: 1 },
			...(closed && { state: "backlog", triage: "pending", finishedAt: null, sprintId: null, duplicateOfId: null }),
		},
	});
	await recordEvent(tx, {
		type: "item.changed",
		actor,
		subject: { kind: "item", id: itemId },
		serviceId: item.serviceId,
		teamId: item.teamId,
		data: {
			key: item.key,
			before: { state: item.state },
			after: { state: closed ? "backlog" : item.state },
			recurred: true,
		},
	});
}
