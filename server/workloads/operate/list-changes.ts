import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { WorkloadChange as Row } from "../../../prisma/generated/client.ts";
import { changedKeySchema } from "../configuration/schema.ts";
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
		include: { service: { select: { ownerTeamId: true } }, undone: { select: { id: true } } },
	});
	const environments = await db().environment.findMany({ select: { name: true, production: true } });
	const connections = await db().connection.findMany({
		where: { id: { in: rows.map(({ connectionId }) => connectionId) } },
		select: { id: true, name: true },
	});
	const clusters = new Map(connections.map(({ id, name }) => [id, name]));
	const scopeOf = ({ service: { ownerTeamId }, environment: name }: (typeof rows)[number]) => ({
		teamId: ownerTeamId,
		environment: environments.find((one) => one.name === name) ?? { name, production: true },
	});
	return {
		items: rows.map((row) =>
			workloadChangeSchema.parse({
				...row,
				cluster: clusters.get(row.connectionId) ?? "",
				requestedAt: row.requestedAt.toISOString(),
				doneAt: row.doneAt?.toISOString() ?? null,
				undoAt: row.undoAt?.toISOString() ?? null,
				mayUndo: canBePutBack(row) && decide(actor, "configuration.change", scopeOf(row)).allowed,
			}),
		),
	};
}

/** A key whose earlier value is known, and that has not got it back. */
const canBePutBack = ({ action, status, undone, after }: Row & { undone: object | null }): boolean =>
	action === "configure" && status === "done" && !undone && !changedKeySchema.safeParse(after).data?.hidden;
