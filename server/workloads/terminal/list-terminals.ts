import { authorize } from "#server/access/authorize.ts";
import { actorRefSchema } from "#server/deployments/schema.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { type Terminal, terminalEndSchema } from "./schema.ts";

/** Who opened which container of a service, when and why; the newest twenty. */
export async function listTerminals(actor: Actor, service: string): Promise<{ items: Terminal[] }> {
	await authorize(actor, "workloads.read", { subject: { kind: "service", id: service } });
	const rows = await db().terminalSession.findMany({
		where: { service: { name: service } },
		orderBy: { startedAt: "desc" },
		take: 20,
	});
	return {
		items: rows.map(({ startedAt, endedAt, ...row }) => ({
			...row,
			actor: actorRefSchema.parse(row.actor),
			startedAt: startedAt.toISOString(),
			endedAt: endedAt?.toISOString() ?? null,
			ended: terminalEndSchema.nullable().catch(null).parse(row.ended),
		})),
	};
}
