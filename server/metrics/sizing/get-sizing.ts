import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { readQuantity } from "#server/connectors/kubernetes/read-quantity.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound, Problem } from "#server/platform/errors.ts";
import { callWorker } from "#server/platform/rpc.ts";
import { containerSchema } from "#server/workloads/schema.ts";
import { judgeSize, leastHours } from "./judge-size.ts";
import type { Sized, Sizing } from "./schema.ts";
import { type Usage, type UsageAnswer, usageCall } from "./usage-call.ts";

const days = 7;
const stepsPerHour = 12;

/** One container as the newest pod of a workload has it. */
type Asking = Pick<Sized, "workload" | "kind" | "cluster" | "container"> & {
	namespace: string;
	requests: Record<string, string | number>;
	limits: Record<string, string | number>;
};

/**
 * What the containers of a service in an environment ask for beside what they used over a week, and what would fit better.
 * A Prometheus or worker that is away is part of the answer (`problem`). Throws Problem 404.
 */
export async function getSizing(actor: Actor, place: { service: string; environment: string }): Promise<Sizing> {
	await authorize(actor, "metrics.read", { subject: { kind: "service", id: place.service } });
	const service = await db().entity.findFirst({ where: { name: place.service, kind: "component" } });
	if (!service) throw notFound("service", place.service);
	const asking = await listAsking(service.id, place.environment);
	const workloads = distinct(asking);
	const answer =
		workloads.length === 0
			? { observedAt: null, problem: null, source: null, usage: [] }
			: await callWorker(usageCall, { ...place, days, workloads }).catch((error: unknown): UsageAnswer => {
					if (!(error instanceof Problem)) throw error;
					const problem = { code: error.code, message: error.message };
					return { observedAt: null, problem, source: null, usage: [] };
				});
	const { observedAt, problem, source, usage } = answer;
	return { ...place, days, leastHours, observedAt, problem, source, items: sized(asking, usage) };
}

async function listAsking(serviceId: string, environment: string): Promise<Asking[]> {
	const rows = await db().workload.findMany({
		where: { serviceId, environment, deletedAt: null },
		include: { connection: true, pods: { orderBy: { createdAt: "desc" }, take: 1 } },
		orderBy: [{ name: "asc" }, { id: "asc" }],
		take: 50,
	});
	return rows.flatMap(({ namespace, kind, name, connection, pods }) =>
		z
			.array(containerSchema)
			.catch([])
			.parse(pods[0]?.containers)
			.map(({ name: container, requests, limits }) => ({
				...{ workload: name, kind, cluster: connection.name, container, namespace, requests, limits },
			})),
	);
}

const distinct = (asking: Asking[]) => [
	...new Map(
		asking.map(({ namespace, workload: name }) => [`${namespace}/${name}`, { namespace, name }] as const),
	).values(),
];

function sized(asking: Asking[], usage: Usage[]): Sized[] {
	return asking.flatMap((one, index) =>
		usage
			.filter((used) => isOf(used, one, index))
			.map((used): Sized => {
				const { workload, kind, cluster, container, requests, limits } = one;
				const { resource, highest, usual } = used;
				const numbers = {
					...{ resource, highest, usual },
					request: readQuantity(requests[resource]),
					limit: readQuantity(limits[resource]),
					hours: used.samples / stepsPerHour,
				};
				return { workload, kind, cluster, container, ...numbers, ...judgeSize(numbers) };
			}),
	);
}

/** What a program tells of itself is told of the first container: others tell nothing. */
function isOf({ place }: Usage, asking: Asking, index: number): boolean {
	if (!place) return index === 0;
	const { namespace, workload, container } = asking;
	return place.namespace === namespace && place.workload === workload && place.container === container;
}
