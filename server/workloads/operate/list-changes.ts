import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { type WorkloadChange, workloadChangeSchema } from "./schema.ts";

/** The latest changes of how a service's workloads run, newest first, at most 50. */
export async function listChanges(
	actor: Actor,
	{ service, environment }: { service: string; environment?: string | undefined },
): Promise<{ items: WorkloadChange[] }> {
	await authorize(actor, "workloads.read", { subject: { kind: "service", id: service } });
	const rows = await db().workloadChange.findMany({
		where: { service: { name: service }, ...(environment && { environment }) },
		orderBy: { requestedAt: "desc" },
		take: 50,
	});
	const connections = await db().connection.findMany({
		where: { id: { in: rows.map(({ connectionId }) => connectionId) } },
		select: { id: true, name: true },
	});
	const clusters = new Map(connections.map(({ id, name }) => [id, name]));
	return {
		items: rows.map((row) =>
			workloadChangeSchema.parse({
				...row,
				cluster: clusters.get(row.connectionId) ?? "",
				requestedAt: row.requestedAt.toISOString(),
				doneAt: row.doneAt?.toISOString() ?? null,
				undoAt: row.undoAt?.toISOString() ?? null,
			}),
		),
	};
}
