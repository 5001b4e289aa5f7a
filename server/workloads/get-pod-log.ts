import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { callWorker, defineCall } from "#server/platform/rpc.ts";
import { containerSchema, type PodLog, podLogSchema } from "./schema.ts";

/** Asks the worker for the end of a container's log. */
export const podLogCall = defineCall({
	name: "workloads.pod-log",
	input: z.object({
		connectionId: z.uuid(),
		namespace: z.string(),
		pod: z.string(),
		container: z.string(),
		previous: z.boolean(),
		tail: z.number().int(),
	}),
	output: podLogSchema,
});

type Asked = { podId: string; container?: string | undefined; previous: boolean; tail: number };

/** The end of a pod's log, of its first container unless named. Throws Problem 403, 404, 503 when the cluster or worker is away. */
export async function getPodLog(actor: Actor, { podId, container, previous, tail }: Asked): Promise<PodLog> {
	const pod = await db().pod.findUnique({
		where: { id: podId },
		include: { workload: { include: { service: true } } },
	});
	if (!pod) throw notFound("pod", podId);
	await authorize(actor, "logs.read", {
		teamId: pod.workload?.service?.ownerTeamId ?? null,
		subject: { kind: "pod", id: podId },
	});
	const names = z
		.array(containerSchema)
		.catch([])
		.parse(pod.containers)
		.map(({ name }) => name);
	const chosen = container ?? names[0];
	if (!chosen || !names.includes(chosen)) throw notFound("container", chosen ?? "");
	const { connectionId, namespace, name } = pod;
	return callWorker(podLogCall, { connectionId, namespace, pod: name, container: chosen, previous, tail });
}
