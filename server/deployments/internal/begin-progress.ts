import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { Progress } from "../schema.ts";
import { readProgress } from "./settle-rollout.ts";

type About = { id: string; serviceId: string; environmentId: string };

/**
 * A first observation for a deployment that found its version in the cluster already: nothing changes there, so no watch will
 * tell of it. The pods are those that the deployment before showed, if it wrote the same generation.
 */
export async function beginProgress(tx: Transaction, about: About, live: WorkloadObject): Promise<void> {
	const { id, serviceId, environmentId } = about;
	const before = await tx.deployment.findFirst({
		where: { serviceId, environmentId, id: { not: id }, generation: { not: null } },
		orderBy: { startedAt: "desc" },
		select: { progress: true },
	});
	const known = readProgress(before?.progress);
	const pods = known?.generation === live.generation ? known.pods : [];
	const { generation, observedGeneration, desired, total, updated, ready, available, paused } = live;
	const progress: Progress = {
		at: new Date().toISOString(),
		...{ generation, observedGeneration, desired, total, updated, ready, available, paused },
		...{ deadlineExceeded: false, refused: null, more: 0, stages: live.stages },
		pods: pods.filter(({ deleting }) => !deleting).map((pod) => ({ ...pod, new: true, before: pod.restarts })),
	};
	await tx.$executeRaw`
		update "Deployment" set progress = ${JSON.stringify(progress)}::jsonb
		where id = ${id}::uuid and status = 'rolling' and progress is null`;
}
