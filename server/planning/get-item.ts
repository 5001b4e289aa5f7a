import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { readHistory } from "./item-history.ts";
import { itemAnswers, itemInclude } from "./item-row.ts";
import type { ItemDetail } from "./schema.ts";

/** One item with its words and its history. Throws Problem 404. */
export async function getItem(actor: Actor, key: string): Promise<ItemDetail> {
	await authorize(actor, "planning.read", { subject: { kind: "item", id: key } });
	const row = await db().item.findUnique({
		where: { key },
		include: {
			...itemInclude,
			parent: { select: { key: true, title: true } },
			duplicateOf: { select: { key: true, title: true } },
		},
	});
	if (!row) throw notFound("item", key);
	const [answer] = await itemAnswers(db(), [row]);
	if (!answer) throw notFound("item", key);
	return {
		...answer,
		description: row.description,
		parent: row.parent,
		triageReason: row.triageReason,
		snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
		duplicateOf: row.duplicateOf,
		history: await readHistory(db(), row.id),
	};
}
