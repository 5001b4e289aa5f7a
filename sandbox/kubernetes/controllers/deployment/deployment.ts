import { sameJson } from "../../objects/json.ts";
import type { Deployment, ReplicaSet } from "../../objects/types.ts";
import type { Cluster } from "../../registry/cluster.ts";
import type { Add, Controller } from "../controller.ts";
import { defineController, keyOf, ownerKey, splitKey } from "../controller.ts";
import { claimReplicaSets } from "../ownership.ts";
import { conditionOf } from "../pod-state.ts";
import { condition, withCondition } from "./conditions.ts";
import { countsOf, newReplicas, oldReplicas } from "./fence-posts.ts";
import type { Revisions } from "./revisions.ts";
import { cleanUpRevisions, resolveRevisions, scale } from "./revisions.ts";
import { scaleAll, wasScaled } from "./scale-proportionally.ts";
import { calculateStatus, deadlineInMs, isComplete, withProgress } from "./status.ts";

function all(revisions: Revisions): ReplicaSet[] {
	return revisions.fresh ? [revisions.fresh, ...revisions.old] : revisions.old;
}

function rollNew(cluster: Cluster, revisions: Revisions): boolean {
	const { deployment, fresh } = revisions;
	if (!fresh) return false;
	const wanted = deployment.spec.replicas;
	const replicas =
		fresh.spec.replicas > wanted
			? wanted
			: newReplicas(deployment.spec, fresh.spec.replicas, all(revisions).map(countsOf));
	if (replicas === fresh.spec.replicas) return false;
	scale(cluster, deployment, { set: fresh, replicas });
	return true;
}

function rollOld(cluster: Cluster, revisions: Revisions): boolean {
	const { deployment, fresh, old } = revisions;
	if (!fresh) return false;
	const active = old.filter((set) => set.spec.replicas > 0);
	const kept = oldReplicas(deployment.spec, countsOf(fresh), active.map(countsOf));
	const changed = active.filter((set, i) => kept[i] !== set.spec.replicas);
	active.forEach((set, i) => {
		const replicas = kept[i] ?? set.spec.replicas;
		if (replicas !== set.spec.replicas) scale(cluster, deployment, { set, replicas });
	});
	return changed.length > 0;
}

/** Recreate: everything old goes, and only when its pods are gone comes the new. */
function recreate(cluster: Cluster, from: Deployment, sets: ReplicaSet[]): Revisions {
	const known = resolveRevisions(cluster, from, { sets, mayCreate: false });
	const active = known.old.filter((set) => set.spec.replicas > 0);
	for (const set of active) scale(cluster, known.deployment, { set, replicas: 0 });
	const oldIds = new Set(known.old.map((set) => set.metadata.uid));
	const lingering = cluster.store
		.list("pods", from.metadata.namespace)
		.some(
			(pod) =>
				pod.metadata.ownerReferences?.some(({ uid }) => oldIds.has(uid)) &&
				!["Succeeded", "Failed"].includes(pod.status.phase),
		);
	if (active.length > 0 || lingering) return known;
	const revisions = resolveRevisions(cluster, known.deployment, { sets, mayCreate: true });
	if (revisions.fresh && revisions.fresh.spec.replicas !== from.spec.replicas) {
		scale(cluster, revisions.deployment, { set: revisions.fresh, replicas: from.spec.replicas });
	}
	return revisions;
}

function roll(cluster: Cluster, deployment: Deployment, sets: ReplicaSet[]): Revisions {
	if (deployment.spec.strategy.type === "Recreate") return recreate(cluster, deployment, sets);
	const revisions = resolveRevisions(cluster, deployment, { sets, mayCreate: true });
	if (!rollNew(cluster, revisions)) rollOld(cluster, revisions);
	return revisions;
}

function withPause(deployment: Deployment): Deployment {
	if (deployment.spec.progressDeadlineSeconds === undefined) return deployment;
	const conditions = deployment.status.conditions ?? [];
	const current = conditionOf(conditions, "Progressing");
	if (current?.reason === "ProgressDeadlineExceeded") return deployment;
	const isPaused = current?.reason === "DeploymentPaused";
	if (Boolean(deployment.spec.paused) === isPaused) return deployment;
	const next = deployment.spec.paused
		? condition("Progressing", "Unknown", { reason: "DeploymentPaused", message: "Deployment is paused" })
		: condition("Progressing", "Unknown", { reason: "DeploymentResumed", message: "Deployment is resumed" });
	return { ...deployment, status: { ...deployment.status, conditions: withCondition(conditions, next) } };
}

function writeStatus(cluster: Cluster, revisions: Revisions, withRollout: boolean): Deployment | undefined {
	const { namespace, name } = revisions.deployment.metadata;
	const seen = cluster.store.get("deployments.apps", namespace, name);
	if (!seen) return undefined;
	const read = (set: ReplicaSet) => cluster.store.get("replicasets.apps", namespace, set.metadata.name);
	const fresh = revisions.fresh ? read(revisions.fresh) : undefined;
	const sets = all(revisions).flatMap((set) => read(set) ?? []);
	const counted = calculateStatus(seen, sets, fresh);
	const status = withRollout ? withProgress(seen, counted, fresh) : counted;
	return sameJson(status, seen.status) ? seen : cluster.store.put("deployments.apps", { ...seen, status });
}

function step(
	cluster: Cluster,
	deployment: Deployment,
	sets: ReplicaSet[],
): { revisions: Revisions; isRollout: boolean } {
	if (deployment.metadata.deletionTimestamp || deployment.spec.paused || wasScaled(deployment, sets)) {
		const revisions = resolveRevisions(cluster, deployment, { sets, mayCreate: false });
		if (!deployment.metadata.deletionTimestamp && wasScaled(deployment, sets)) scaleAll(cluster, revisions);
		return { revisions, isRollout: false };
	}
	return { revisions: roll(cluster, deployment, sets), isRollout: true };
}

function reconcile(cluster: Cluster, key: string, add: Add): void {
	const { namespace, name } = splitKey(key);
	const found = cluster.store.get("deployments.apps", namespace, name);
	if (!found) return;
	const deployment = cluster.store.put("deployments.apps", withPause(found));
	const sets = claimReplicaSets(cluster.store, deployment);
	const { revisions, isRollout } = step(cluster, deployment, sets);
	const written = writeStatus(cluster, revisions, isRollout);
	if (!written) return;
	if (isComplete(written, written.status)) cleanUpRevisions(cluster, written, revisions.old);
	if (written.spec.paused || isComplete(written, written.status)) return;
	const waits = deadlineInMs(written, conditionOf(written.status.conditions, "Progressing"));
	if (waits !== undefined) add(key, Math.max(1000, waits + 1000));
}

/** Rolls Deployments: one ReplicaSet a template, replaced step by step, with the real controller's conditions. */
export function deploymentController(cluster: Cluster): Controller {
	return defineController(cluster, {
		kind: "deployments.apps",
		concerns: (change) => {
			if (change.key === "deployments.apps") return [keyOf(change.object)];
			if (change.key === "replicasets.apps") return ownerKey(change.object, "Deployment");
			if (change.key !== "pods" || change.type !== "DELETED") return [];
			// Recreate waits for pods to be gone.
			const [setKey] = ownerKey(change.object, "ReplicaSet");
			if (!setKey) return [];
			const { namespace, name } = splitKey(setKey);
			const set = cluster.store.get("replicasets.apps", namespace, name);
			return set ? ownerKey(set, "Deployment") : [];
		},
		reconcile: (key, add) => reconcile(cluster, key, add),
	});
}
