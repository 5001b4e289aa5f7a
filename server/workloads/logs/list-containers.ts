import { z } from "zod";
import { db } from "#server/platform/database.ts";
import { containerSchema } from "../schema.ts";
import type { AskedLogs } from "./logs-call.ts";

/** One run of one container. */
export type LogContainer = {
	/** The same for every run of the container. */
	place: string;
	/** Another for every run. */
	run: string;
	connectionId: string;
	cluster: string;
	namespace: string;
	pod: string;
	container: string;
	previous: boolean;
};

const mostPods = 50;
const mostContainers = 80;

/** The containers whose logs were asked for, those of the newest pods, and how many pods are left out. */
export async function listContainers(
	asked: Pick<AskedLogs, "serviceId" | "environment" | "pod" | "previous">,
): Promise<{ containers: LogContainer[]; left: number }> {
	const { serviceId, environment, pod, previous } = asked;
	const where = { workload: { serviceId, environment, deletedAt: null }, ...(pod && { name: pod }) };
	const pods = await db().pod.findMany({
		where,
		include: { workload: { select: { connection: { select: { name: true } } } } },
		orderBy: [{ createdAt: "desc" }, { id: "asc" }],
		take: mostPods,
	});
	const found = pods.flatMap((row) =>
		z
			.array(containerSchema)
			.catch([])
			.parse(row.containers)
			.flatMap(({ name, restarts }) => {
				const place = `${row.connectionId}/${row.uid}/${name}`;
				const { connectionId, namespace } = row;
				const about = { connectionId, namespace, pod: row.name, container: name };
				const now = { ...about, place, cluster: row.workload?.connection.name ?? "", previous: false };
				const current = { ...now, run: `${place}/${restarts}` };
				if (!previous || restarts === 0) return [current];
				return [current, { ...now, place: `${place}/previous`, run: `${place}/previous`, previous: true }];
			}),
	);
	const left = pods.length < mostPods ? 0 : (await db().pod.count({ where })) - pods.length;
	return { containers: found.slice(0, mostContainers), left };
}
