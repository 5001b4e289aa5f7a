import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { findComponent } from "./get-service.ts";
import type { Activity } from "./schema.ts";

/** Steps on the way that another line tells better. */
const left = ["commit.pushed", "run.requested", "run.started", "deployment.progressed", "service-environment.changed"];

/** What happened to a service, latest first, a page at a time. `cursor` is the last event's id. */
export async function listActivity(
	actor: Actor,
	{ name, cursor, limit }: { name: string; cursor?: string | undefined; limit: number },
) {
	await authorize(actor, "catalog.read", { subject: { kind: "service", id: name } });
	const service = await findComponent(name);
	if (!service) throw notFound("service", name);
	const rows = await db().loopEvent.findMany({
		where: { serviceId: service.id, type: { notIn: left } },
		orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(cursor && { cursor: { id: cursor }, skip: 1 }),
	});
	const page = rows.slice(0, limit);
	const items = page.map(
		(event): Activity => ({
			id: event.id,
			type: event.type,
			at: event.occurredAt.toISOString(),
			subjectKind: event.subjectKind,
			subjectId: event.subjectId,
			actor: actorName(event.actor),
			data: flat(event.data),
		}),
	);
	return { items, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

const named = { name: z.string().optional(), login: z.string().optional() };
const actorShape = z.object({ ...named, id: z.string(), onBehalfOf: z.object(named).optional() });

function actorName(stored: unknown): string {
	const actor = actorShape.safeParse(stored);
	if (!actor.success) return "";
	const { name, login, id, onBehalfOf } = actor.data;
	return name ?? login ?? onBehalfOf?.name ?? onBehalfOf?.login ?? id;
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The plain values of an event's data; what is nested is not part of a sentence. */
function flat(data: unknown): Activity["data"] {
	if (typeof data !== "object" || data === null) return {};
	return Object.fromEntries(
		Object.entries(data).flatMap(([name, value]) => {
			const plain = scalar.safeParse(value);
			return plain.success ? [[name, plain.data] as const] : [];
		}),
	);
}
