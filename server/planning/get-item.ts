import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { itemAnswers, itemInclude } from "./item-row.ts";
import type { ItemDetail } from "./schema.ts";

const actorSchema = z.object({ name: z.string().optional(), login: z.string().optional(), id: z.string() });
const dataSchema = z.record(z.string(), z.unknown());

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
	const events = await db().loopEvent.findMany({
		where: { subjectKind: "item", subjectId: row.id },
		orderBy: { occurredAt: "desc" },
		take: 100,
	});
	const [answer] = await itemAnswers(db(), [row]);
	if (!answer) throw notFound("item", key);
	return {
		...answer,
		description: row.description,
		parent: row.parent,
		triageReason: row.triageReason,
		snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
		duplicateOf: row.duplicateOf,
		history: events.map((event) => {
			const who = actorSchema.safeParse(event.actor);
			return {
				id: event.id,
				type: event.type,
				at: event.occurredAt.toISOString(),
				who: who.success ? (who.data.name ?? who.data.login ?? who.data.id) : "",
				data: dataSchema.catch({}).parse(event.data),
			};
		}),
	};
}
