import type { PodObject } from "#server/connectors/kubernetes/pod-object.ts";
import type { RolloutStages } from "#server/connectors/kubernetes/rollout-stages.ts";
import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import type { Health } from "../schema.ts";
import { runningSince as sinceWhen } from "./running-since.ts";
import type { TargetObservation } from "./target-observation.ts";

/** Writes what runs in a place: digest by the ready pods' own word, status, counts. Returns whether something changed. */
export async function savePlace(tx: Transaction, placeId: string, seen: TargetObservation): Promise<boolean> {
	const { workload, pods, now, serviceId, environmentId } = seen;
	const before = await tx.serviceEnvironment.findUniqueOrThrow({
		where: { id: placeId },
		include: { service: true, environment: true },
	});
	const active = await tx.deployment.count({
		where: { serviceId, environmentId, status: { in: ["requested", "applying", "rolling"] } },
	});
	const runningDigest = runningDigestOf(pods);
	const status = healthOf(seen, active > 0);
	const moved = runningDigest !== before.runningDigest;
	const podsSince = sinceOf(pods, now);
	const running = runningDigest && { serviceId, environmentId, digest: runningDigest, podsSince };
	const runningSince = moved && running ? await sinceWhen(tx, running) : null;
	await tx.serviceEnvironment.update({
		where: { id: placeId },
		data: {
			runningDigest,
			...(moved && { runningSince }),
			status,
			desired: workload.desired,
			ready: workload.ready,
			observedAt: now,
		},
	});
	if (!moved && status === before.status) return workload.desired !== before.desired || workload.ready !== before.ready;
	await recordEvent(tx, {
		type: "service-environment.changed",
		actor: automation("observer"),
		subject: { kind: "service-environment", id: placeId },
		serviceId,
		teamId: before.service.ownerTeamId,
		data: {
			environment: before.environment.name,
			environmentId,
			before: { status: before.status, digest: before.runningDigest },
			after: { status, digest: runningDigest },
		},
	});
	return true;
}

const alive = (pods: PodObject[]) => pods.filter(({ ready, deletingAt }) => ready && !deletingAt);

/** The one digest that every ready pod's first container shows; null while there is none or more than one. */
function runningDigestOf(pods: PodObject[]): string | null {
	const digests = new Set(alive(pods).map(({ containers }) => containers[0]?.digest ?? null));
	const [digest] = digests;
	return digests.size === 1 ? (digest ?? null) : null;
}

function sinceOf(pods: PodObject[], now: Date): Date {
	const starts = alive(pods).map(({ createdAt }) => createdAt.getTime());
	return starts.length > 0 ? new Date(Math.min(...starts)) : now;
}

const troubles = [
	"CrashLoopBackOff",
	"ErrImagePull",
	"ImagePullBackOff",
	"CreateContainerError",
	"CreateContainerConfigError",
];

type Staged = { ready: number; desired: number; active: boolean };

/** An aborted Rollout runs its old version well, and still asks for the new one: that is not healthy. */
function stagedHealth({ phase }: RolloutStages, { ready, desired, active }: Staged): Health {
	if (ready === 0 && !active) return "failing";
	if (phase === "Degraded" && !active) return "degraded";
	if (active || phase !== "Healthy") return "progressing";
	return ready < desired ? "degraded" : "healthy";
}

function healthOf({ workload, pods }: TargetObservation, active: boolean): Health {
	const { desired, ready, updated, total, paused, generation, observedGeneration } = workload;
	const inTrouble = pods.some(
		({ containers, deletingAt }) =>
			!deletingAt && containers.some(({ reason }) => reason !== null && troubles.includes(reason)),
	);
	if (desired === 0 || paused) return "paused";
	if (ready === 0 && inTrouble) return "failing";
	if (inTrouble) return "degraded";
	if (workload.stages) return stagedHealth(workload.stages, { ready, desired, active });
	const unsettled = workload.conditions.some(
		({ type, status, reason }) => type === "Progressing" && status === "True" && reason !== "NewReplicaSetAvailable",
	);
	const rolling = unsettled || observedGeneration < generation || updated < desired || total > desired;
	if (active || rolling) return "progressing";
	if (ready === 0) return "failing";
	return ready < desired ? "degraded" : "healthy";
}
