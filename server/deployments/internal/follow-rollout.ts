import type { PodObject } from "#server/connectors/kubernetes/pod-object.ts";
import type { RolloutStages } from "#server/connectors/kubernetes/rollout-stages.ts";
import { mainContainer } from "#server/connectors/kubernetes/template.ts";
import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import type { PodProgress, Progress } from "../schema.ts";
import { nextDeadline } from "../stages/next-deadline.ts";
import { countRestarts } from "./count-restarts.ts";
import { readProgress, settleRollout } from "./settle-rollout.ts";
import type { TargetObservation } from "./target-observation.ts";

const mostPods = 600;

/** Writes what was observed to the deployment under way, if there is one, and judges it. */
export async function followRollout(tx: Transaction, seen: TargetObservation, templateId: string): Promise<void> {
	const { serviceId, environmentId, now } = seen;
	const [row] = await tx.$queryRaw<{ id: string }[]>`
		select id::text from "Deployment"
		where "serviceId" = ${serviceId}::uuid and "environmentId" = ${environmentId}::uuid and status in ('rolling', 'watching')
		order by "requestedAt" desc limit 1 for update`;
	if (!row) return;
	const open = await tx.deployment.findUniqueOrThrow({ where: { id: row.id } });
	const { exactHash } = seen.workload;
	const before = readProgress(open.progress);
	const progress = observe(seen, before, open.startedAt ?? now);
	const deadlineAt = nextDeadline(progress, before, { now, seconds: seen.workload.deadlineSeconds });
	const deployment = await tx.deployment.update({
		where: { id: open.id },
		data: {
			progress,
			...(deadlineAt && { deadlineAt }),
			...(open.templateId === null && open.templateHash === exactHash && { templateId }),
		},
		include: { environment: true, service: true },
	});
	await touch(tx, [`deployment:${open.id}`]);
	await settleRollout(tx, deployment, now);
}

/** The controller of a Rollout goes back to its first step when somebody aborts; what counts is where that was. */
export const whereAborted = (now: RolloutStages | null, before: RolloutStages | null): RolloutStages | null =>
	now?.aborted && before && before.podHash === now.podHash ? { ...now, step: before.step } : now;

function observe(seen: TargetObservation, before: Progress | null, startedAt: Date): Progress {
	const { workload, pods, now } = seen;
	const hash = newestHash(seen);
	const known = new Map(before?.pods.map((pod) => [pod.uid, pod]));
	const ordered = [...pods].sort((a, b) => (a.name < b.name ? -1 : 1));
	const { generation, observedGeneration, desired, total, updated, ready, available, paused } = workload;
	return {
		at: now.toISOString(),
		...{ generation, observedGeneration, desired, total, updated, ready, available, paused },
		deadlineExceeded: workload.conditions.some(
			(one) => one.type === "Progressing" && one.reason === "ProgressDeadlineExceeded",
		),
		refused: refusal(seen, before, startedAt),
		stages: whereAborted(workload.stages, before?.stages ?? null),
		pods: ordered.slice(0, mostPods).map((pod) =>
			podProgress(pod, {
				isNew: hash === null ? false : pod.podTemplateHash === hash,
				known: known.get(pod.uid),
				startedAt,
				now,
			}),
		),
		more: Math.max(0, ordered.length - mostPods),
	};
}

/**
 * What the pods of the newest template are marked with: the hash of the ReplicaSet whose template is the workload's own to the
 * letter, the update revision of a StatefulSet or Rollout, a DaemonSet's youngest pod of the wanted image. Null before there is any.
 */
function newestHash({ workload, replicaSets, pods }: TargetObservation): string | null {
	if (workload.kind === "StatefulSet" || workload.kind === "Rollout") return workload.updateRevision;
	if (workload.kind === "Deployment")
		return replicaSets.find(({ exactHash }) => exactHash === workload.exactHash)?.podTemplateHash ?? null;
	const wanted = mainContainer(workload.template)?.image;
	const [youngest] = pods
		.filter(({ containers }) => containers[0]?.specImage === wanted)
		.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
	return youngest?.podTemplateHash ?? null;
}

/** Why new pods are not let in: by the Deployment's condition, or by the events of a kind that has none while pods are missing. */
function refusal(seen: TargetObservation, before: Progress | null, startedAt: Date): Progress["refused"] {
	const { workload, now } = seen;
	const condition = workload.conditions.find(({ type, status }) => type === "ReplicaFailure" && status === "True");
	const said = condition ?? refusedByEvent(seen, startedAt);
	if (!said) return null;
	const { reason, message } = said;
	return { reason, message, since: before?.refused?.since ?? now.toISOString() };
}

function refusedByEvent({ workload, refused }: TargetObservation, startedAt: Date): TargetObservation["refused"] {
	if (workload.kind === "Deployment" || workload.stages || !refused || workload.total >= workload.desired) return null;
	// Times of events are whole seconds.
	return refused.at.getTime() >= startedAt.getTime() - 1_000 ? refused : null;
}

type Context = { isNew: boolean; known: PodProgress | undefined; startedAt: Date; now: Date };

function podProgress(pod: PodObject, { isNew, known, startedAt, now }: Context): PodProgress {
	const worst =
		pod.containers.find(({ state, reason }) => state !== "running" && reason !== "Completed") ?? pod.containers[0];
	const reason = pod.reason ?? worst?.reason ?? null;
	return {
		uid: pod.uid,
		name: pod.name,
		new: isNew,
		phase: pod.phase,
		ready: pod.ready,
		deleting: pod.deletingAt !== null,
		reason,
		message: pod.message ?? worst?.message ?? null,
		exitCode: worst?.exitCode ?? worst?.lastExitCode ?? null,
		...countRestarts(pod, known, startedAt),
		since:
			reason === null
				? null
				: sameTrouble(known?.reason ?? null, reason)
					? (known?.since ?? now.toISOString())
					: now.toISOString(),
		digest: worst?.digest ?? null,
		node: pod.node,
	};
}

/** A failing pull alternates between its error and its back-off; that is one trouble, not two. */
function sameTrouble(before: string | null, after: string): boolean {
	const pull = ["ErrImagePull", "ImagePullBackOff"];
	return before === after || (before !== null && pull.includes(before) && pull.includes(after));
}
