import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { decide } from "#server/access/decide.ts";
import { silentMs } from "#server/deployments/silent-cluster.ts";
import { toldCause } from "#server/deployments/told-cause.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Pod as PodRow, Prisma } from "../../prisma/generated/client.ts";
import { firstPods, type PodPage } from "./internal/first-pods.ts";
import { type ClusterEvent, containerSchema, type Pod, type Workload, workloadSchema } from "./schema.ts";
import { standingOf } from "./terminal/internal/standing.ts";

/** Of each workload; the others are read page by page. */
const mostPods = 50;
const include = {
	connection: true,
	service: { select: { ownerTeamId: true } },
	_count: { select: { pods: true } },
} satisfies Prisma.WorkloadInclude;
type Row = Prisma.WorkloadGetPayload<{ include: typeof include }>;

type Filter = { service: string; environment?: string | undefined };

/** The workloads of a service with their first pods and latest events, in every cluster. A silent cluster's rows say so. */
export async function listServiceWorkloads(
	actor: Actor,
	{ service, environment }: Filter,
): Promise<{ items: Workload[] }> {
	await authorize(actor, "workloads.read", { subject: { kind: "service", id: service } });
	const rows = await db().workload.findMany({
		where: { service: { name: service }, deletedAt: null, ...(environment && { environment }) },
		include,
		orderBy: { name: "asc" },
		take: 100,
	});
	const environments = await db().environment.findMany({
		select: { id: true, name: true, rank: true, production: true },
	});
	const environmentOf = ({ environment }: Row) => environments.find(({ name }) => name === environment) ?? null;
	// What belongs to no environment comes last.
	const rankOf = (row: Row) => environmentOf(row)?.rank ?? Number.MAX_SAFE_INTEGER;
	const inOrder = rows.toSorted((a, b) => rankOf(a) - rankOf(b));
	const pages = await firstPods(
		rows.map(({ id }) => id),
		mostPods,
	);
	const items = inOrder.map(async (row) => {
		const environment = environmentOf(row);
		const scope = { teamId: row.service?.ownerTeamId ?? null, ...(environment && { environment }) };
		const { teamId } = scope;
		return {
			...(await describe(row, pages.get(row.id))),
			mayOperate: decide(actor, "workload.operate", scope).allowed,
			terminal: environment ? await standingOf(actor, { teamId, environment }) : ("off" as const),
		};
	});
	return { items: await Promise.all(items) };
}

async function describe(
	row: Row,
	page: PodPage = { pods: [], next: null },
): Promise<Omit<Workload, "mayOperate" | "terminal">> {
	const { id, connectionId, namespace, kind, name, environment, matchedBy, image, revision } = row;
	const { desired, updated, ready, available, paused, changeCause } = row;
	return {
		...{ id, connectionId, namespace, kind, name, environment, matchedBy, image, revision },
		...{ desired, updated, ready, available, paused, changeCause: toldCause(changeCause) },
		cluster: row.connection.name,
		conditions: workloadSchema.shape.conditions.catch([]).parse(row.conditions),
		observedAt: row.observedAt.toISOString(),
		seenAt: row.connection.lastSuccessAt?.toISOString() ?? null,
		stale: Date.now() - (row.connection.lastSuccessAt?.getTime() ?? 0) > silentMs,
		podCount: row._count.pods,
		// Where all are there, none of them moves when it gets ready.
		pods: (page.next === null ? page.pods.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : page.pods).map(podOf),
		podsCursor: page.next,
		events: await latestEvents(row),
	};
}

/** A pod as the API gives it. */
export const podOf = (pod: PodRow): Pod => ({
	id: pod.id,
	name: pod.name,
	phase: pod.phase,
	ready: pod.ready,
	reason: pod.reason,
	message: pod.message,
	restarts: pod.restarts,
	digest: pod.digest,
	node: pod.node,
	podIp: pod.podIp,
	deleting: pod.deletingAt !== null,
	createdAt: pod.createdAt.toISOString(),
	containers: z.array(containerSchema).catch([]).parse(pod.containers),
});

/** The latest events about the workload, its ReplicaSets and its pods; names of the latter begin with the workload's. */
export async function latestEvents({
	connectionId,
	namespace,
	name,
}: Pick<Row, "connectionId" | "namespace" | "name">): Promise<ClusterEvent[]> {
	const events = await db().clusterEvent.findMany({
		where: { connectionId, namespace, OR: [{ involvedName: name }, { involvedName: { startsWith: `${name}-` } }] },
		orderBy: { lastAt: "desc" },
		take: 30,
	});
	return events.map(({ id, involvedKind, involvedName, type, reason, message, count, firstAt, lastAt }) => ({
		...{ id, involvedKind, involvedName, type, reason, message, count },
		firstAt: firstAt.toISOString(),
		lastAt: lastAt.toISOString(),
	}));
}
