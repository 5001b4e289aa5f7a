import type { Condition, Deployment, DeploymentStatus, ReplicaSet } from "../../objects/types.ts";
import { conditionOf } from "../pod-state.ts";
import { condition, withCondition, withRenewedCondition } from "./conditions.ts";
import { fencePosts } from "./fence-posts.ts";

const newAvailable = "NewReplicaSetAvailable";
const timedOut = "ProgressDeadlineExceeded";

function total(sets: ReplicaSet[], of: (set: ReplicaSet) => number | undefined): number {
	return sets.reduce((sum, set) => sum + (of(set) ?? 0), 0);
}

function positive<K extends string>(name: K, value: number): Partial<Record<K, number>> {
	const result: Partial<Record<K, number>> = {};
	if (value > 0) result[name] = value;
	return result;
}

/** The counters of a Deployment and its `Available` condition. */
export function calculateStatus(
	deployment: Deployment,
	sets: ReplicaSet[],
	fresh: ReplicaSet | undefined,
): DeploymentStatus {
	const available = total(sets, (set) => set.status.availableReplicas);
	const enough = available >= deployment.spec.replicas - fencePosts(deployment.spec).unavailable;
	const next = enough
		? condition("Available", "True", {
				reason: "MinimumReplicasAvailable",
				message: "Deployment has minimum availability.",
			})
		: condition("Available", "False", {
				reason: "MinimumReplicasUnavailable",
				message: "Deployment does not have minimum availability.",
			});
	return {
		observedGeneration: deployment.metadata.generation ?? 1,
		...positive(
			"replicas",
			total(sets, (set) => set.status.replicas),
		),
		...positive("updatedReplicas", fresh?.status.replicas ?? 0),
		...positive(
			"readyReplicas",
			total(sets, (set) => set.status.readyReplicas),
		),
		...positive("availableReplicas", available),
		...positive("unavailableReplicas", total(sets, (set) => set.spec.replicas) - available),
		conditions: withCondition(deployment.status.conditions ?? [], next),
	};
}

export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
	const { replicas } = deployment.spec;
	return (
		(status.updatedReplicas ?? 0) === replicas &&
		(status.replicas ?? 0) === replicas &&
		(status.availableReplicas ?? 0) === replicas &&
		(status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
	);
}

function hasProgressed(old: DeploymentStatus, next: DeploymentStatus): boolean {
	const oldOnes = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
	return (
		(next.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
		oldOnes(next) < oldOnes(old) ||
		(next.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
		(next.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
	);
}

/** Milliseconds until a rollout without progress is called stuck; undefined when none is waited for. */
export function deadlineInMs(deployment: Deployment, current: Condition | undefined): number | undefined {
	const seconds = deployment.spec.progressDeadlineSeconds;
	if (seconds === undefined || !current || current.reason === newAvailable || current.reason === timedOut)
		return undefined;
	return Date.parse(current.lastUpdateTime ?? "") + seconds * 1000 - Date.now();
}

function progressing(status: "True" | "False", reason: string, what: string): Condition {
	return condition("Progressing", status, { reason, message: what });
}

/** The status with its `Progressing` condition brought up to date, as `syncRolloutStatus` of the real controller does. */
export function withProgress(
	deployment: Deployment,
	status: DeploymentStatus,
	fresh: ReplicaSet | undefined,
): DeploymentStatus {
	const conditions = status.conditions ?? [];
	const current = conditionOf(conditions, "Progressing");
	if (deployment.spec.progressDeadlineSeconds === undefined) return status;
	const settled = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === newAvailable;
	if (settled) return status;
	const subject = fresh ? `ReplicaSet "${fresh.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
	if (isComplete(deployment, status)) {
		const next = progressing("True", newAvailable, `${subject} has successfully progressed.`);
		return { ...status, conditions: withCondition(conditions, next) };
	}
	if (hasProgressed(deployment.status, status)) {
		const next = progressing("True", "ReplicaSetUpdated", `${subject} is progressing.`);
		return { ...status, conditions: withRenewedCondition(conditions, next) };
	}
	if ((deadlineInMs(deployment, current) ?? 1) > 0) return status;
	const next = progressing("False", timedOut, `${subject} has timed out progressing.`);
	return { ...status, conditions: withCondition(conditions, next) };
}
