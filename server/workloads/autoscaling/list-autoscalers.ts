import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { ClusterEvent } from "../schema.ts";
import { type Autoscaler, autoscalerSchema } from "./schema.ts";

const mostEvents = 10;

/** The autoscalers of a service's workloads, with what they decided lately. */
export async function listAutoscalers(actor: Actor, service: string): Promise<{ items: Autoscaler[] }> {
	await authorize(actor, "workloads.read", { subject: { kind: "service", id: service } });
	const workloads = await db().workload.findMany({
		where: { service: { name: service }, deletedAt: null },
		include: { connection: { select: { name: true } } },
		orderBy: [{ name: "asc" }, { id: "asc" }],
		take: 100,
	});
	const found = await Promise.all(
		workloads.map(async ({ id, connectionId, namespace, kind, name, environment, connection }) => {
			const rows = await db().autoscaler.findMany({
				where: { connectionId, namespace, targetKind: kind, targetName: name },
				orderBy: { name: "asc" },
				take: 5,
			});
			return Promise.all(
				rows.map(async (row) => ({
					...row,
					...{ cluster: connection.name, environment, workloadId: id },
					lastScaleAt: row.lastScaleAt?.toISOString() ?? null,
					observedAt: row.observedAt.toISOString(),
					events: await eventsOf(connectionId, row),
				})),
			);
		}),
	);
	return { items: found.flat().map((row) => autoscalerSchema.parse(row)) };
}

async function eventsOf(
	connectionId: string,
	{ namespace, name }: { namespace: string; name: string },
): Promise<ClusterEvent[]> {
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
