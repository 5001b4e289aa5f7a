import { audit } from "#server/access/audit.ts";
import type { Actor } from "#server/platform/actor.ts";
import { conflict } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { loadItemFor } from "./load-item.ts";
import { checkSprint, loadAssigneeId, loadServiceId } from "./load-team.ts";
import { type ItemEdit, itemEditSchema } from "./schema.ts";

/** Changes what an item says. Throws Problem 409 `item-changed` when somebody else changed it since `version`. */
export async function editItem(actor: Actor, key: string, input: ItemEdit): Promise<{ version: number }> {
	const { version, service, assignee, ...fields } = itemEditSchema.parse(input);
	const item = await loadItemFor(actor, "item.edit", key);
	return transaction(async (tx) => {
		if (fields.sprintId !== undefined) await checkSprint(tx, fields.sprintId, item.teamId);
		const data = {
			...fields,
			...(service !== undefined && { serviceId: await loadServiceId(tx, service) }),
			...(assignee !== undefined && { assigneeId: await loadAssigneeId(tx, assignee) }),
		};
		const { count } = await tx.item.updateMany({
			where: { id: item.id, version },
			data: { ...data, updatedAt: new Date(), version: { increment: 1 } },
		});
		if (count === 0)
			throw conflict(
				"item-changed",
				`${key} was changed by somebody else meanwhile. Read it again; nothing of yours was written.`,
				{ key },
			);
		const names = Object.keys(data) as (keyof typeof data)[];
		const before = Object.fromEntries(names.map((name) => [name, item[name] ?? null]));
		const after = Object.fromEntries(names.map((name) => [name, data[name] ?? null]));
		await recordEvent(tx, {
			type: "item.changed",
			actor,
			subject: { kind: "item", id: item.id },
			serviceId: data.serviceId ?? item.serviceId,
			teamId: item.teamId,
			data: { key, before, after },
		});
		await audit(tx, {
			actor,
			action: "item.edit",
			subject: { kind: "item", id: key },
			teamId: item.teamId,
			before,
			after,
		});
		return { version: version + 1 };
	});
}
