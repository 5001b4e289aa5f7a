import { authorize } from "#server/access/authorize.ts";
import type { Action } from "#server/access/policy.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";

/** Loads an item by key and lets the actor through or throws Problem 403 or 404. */
export async function loadItemFor(actor: Actor, action: Action, key: string) {
	const item = await db().item.findUnique({ where: { key } });
	if (!item) throw notFound("item", key);
	await authorize(actor, action, { teamId: item.teamId, subject: { kind: "item", id: key } });
	return item;
}
