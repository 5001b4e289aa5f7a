import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Autoscaler, Workload } from "../../../prisma/generated/client.ts";
import type { ClusterEvent } from "../schema.ts";
import { autoscalerSchema, type Autoscaler as SeenAutoscaler } from "./schema.ts";

const mostEvents = 10;

/** The autoscalers of a service's workloads, with what they decided lately. */
export async function listAutoscalers(actor: Actor, service: string): Promise<{ items: SeenAutoscaler[] }> {
	await authorize(actor, "workloads.read", { subject: { kind: "service", id: service } });
	const workloads = await db().workload.findMany({
		where: { service: { name: service }, deletedAt: null },
		include: { connection: { select: { name: true } } },
		orderBy: [{ name: "asc" }, { id: "asc" }],
		take: 100,
	});
	if (workloads.length === 0) return { items: [] };
	const rows = await db().autoscaler.findMany({
		where: {
			OR: workloads.map(({ connectionId, namespace, kind: targetKind, name: targetName }) => ({
				...{ connectionId, namespace, targetKind, targetName },
			})),
		},
		orderBy: [{ targetName: "asc" }, { name: "asc" }, { id: "asc" }],
		take: 100,
	});
	const found = await Promise.all(
		rows.map(async (row) => {
			const { connection, environment, id } = workloads.find((one) => isTarget(row, one)) ?? {};
			return {
				...row,
				...{ cluster: connection?.name ?? "", environment: environment ?? null, workloadId: id ?? "" },
				lastScaleAt: row.lastScaleAt?.toISOString() ?? null,
				observedAt: row.observedAt.toISOString(),
				events: await eventsOf(row),
			};
		}),
	);
	return { items: found.map((row) => autoscalerSchema.parse(row)) };
}

const isTarget = (row: Autoscaler, workload: Workload) =>
	row.connectionId === workload.connectionId &&
	row.namespace === workload.namespace &&
	row.targetKind === workload.kind &&
	row.targetName === workload.name;

async function eventsOf({ connectionId, namespace, name }: Autoscaler): Promise<ClusterEvent[]> {
	const events = await db().clusterEvent.findMany({
		where: { connectionId, namespace, involvedKind: "HorizontalPodAutoscaler", involvedName: name },
		orderBy: { lastAt: "desc" },
		take: mostEvents,
	});
	return events.map(({ firstAt, lastAt, ...event }) => ({
		...event,
		firstAt: firstAt.toISOString(),
		lastAt: lastAt.toISOString(),
	}));
}
