import { sameJson } from "../../objects/json.ts";
import { kindOf } from "../../objects/kinds.ts";
import type { Deployment, ReplicaSet } from "../../objects/types.ts";
import type { Cluster } from "../../registry/cluster.ts";
import { createObject } from "../../registry/create-object.ts";
import { deleteObject } from "../../registry/delete-object.ts";
import { updateObject } from "../../registry/update-object.ts";
import { controllerReference } from "../ownership.ts";
import { recordEvent } from "../record-event.ts";
import { condition, withCondition } from "./conditions.ts";
import { countsOf, fencePosts, newReplicas } from "./fence-posts.ts";
import { hashLabel, sameTemplate, templateHash } from "./template-hash.ts";

const domain = "deployment.kubernetes.io";
const revisionAnnotation = `${domain}/revision`;
const historyAnnotation = `${domain}/revision-history`;
export const desiredAnnotation = `${domain}/desired-replicas`;
const maxAnnotation = `${domain}/max-replicas`;
const notCopied = new Set([
	"kubectl.kubernetes.io/last-applied-configuration",
	revisionAnnotation,
	historyAnnotation,
	desiredAnnotation,
	maxAnnotation,
]);

export const component = "deployment-controller";

function revisionOf(set: ReplicaSet): number {
	return Number(set.metadata.annotations?.[revisionAnnotation] ?? 0);
}

function copied(deployment: Deployment): Record<string, string> {
	const entries = Object.entries(deployment.metadata.annotations ?? {});
	return Object.fromEntries(entries.filter(([name]) => !notCopied.has(name)));
}

function scaleAnnotations(deployment: Deployment): Record<string, string> {
	const { replicas } = deployment.spec;
	return {
		[desiredAnnotation]: String(replicas),
		[maxAnnotation]: String(replicas + fencePosts(deployment.spec).surge),
	};
}

export function update(cluster: Cluster, set: ReplicaSet): ReplicaSet {
	const { namespace, name } = set.metadata;
	if (sameJson(cluster.store.get("replicasets.apps", namespace, name), set)) return set;
	updateObject(cluster, { kind: kindOf("replicasets.apps"), namespace, name }, set);
	return cluster.store.get("replicasets.apps", namespace, name) ?? set;
}

/** Gives a ReplicaSet its number of replicas, notes what the Deployment wants in all, and says so in an Event. */
export function scale(cluster: Cluster, deployment: Deployment, to: { set: ReplicaSet; replicas: number }): ReplicaSet {
	const { set, replicas } = to;
	const before = set.spec.replicas;
	const annotations = { ...set.metadata.annotations, ...scaleAnnotations(deployment) };
	const next = update(cluster, { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } });
	if (before !== replicas) {
		const direction = replicas > before ? "up" : "down";
		const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`;
		recordEvent(cluster, deployment, { type: "Normal", reason: "ScalingReplicaSet", message, component });
	}
	return next;
}

/** Writes the revision on the Deployment, and the news as its `Progressing` condition. */
function announce(
	cluster: Cluster,
	deployment: Deployment,
	news: { set: ReplicaSet; reason: string; message: string },
): Deployment {
	const revision = String(revisionOf(news.set));
	const conditions = deployment.status.conditions ?? [];
	const hasDeadline = deployment.spec.progressDeadlineSeconds !== undefined;
	const known = conditions.some(({ type }) => type === "Progressing");
	const isNew = hasDeadline && (news.reason === "NewReplicaSetCreated" || !known);
	return cluster.store.put("deployments.apps", {
		...deployment,
		metadata: {
			...deployment.metadata,
			annotations: { ...deployment.metadata.annotations, [revisionAnnotation]: revision },
		},
		status: {
			...deployment.status,
			...(isNew ? { conditions: withCondition(conditions, condition("Progressing", "True", news)) } : {}),
		},
	});
}

function reuse(cluster: Cluster, deployment: Deployment, from: { set: ReplicaSet; revision: number }): ReplicaSet {
	const { set } = from;
	const was = revisionOf(set);
	const annotations = { ...set.metadata.annotations, ...copied(deployment) };
	if (was < from.revision) {
		annotations[revisionAnnotation] = String(from.revision);
		const history = annotations[historyAnnotation];
		if (was > 0) annotations[historyAnnotation] = history ? `${history},${was}` : String(was);
	}
	const { minReadySeconds: _, ...spec } = set.spec;
	const ready = deployment.spec.minReadySeconds;
	return update(cluster, {
		...set,
		metadata: { ...set.metadata, annotations },
		spec: { ...spec, ...(ready ? { minReadySeconds: ready } : {}) },
	});
}

function create(cluster: Cluster, deployment: Deployment, as: { revision: number; old: ReplicaSet[] }): ReplicaSet {
	const hash = templateHash(deployment.spec.template);
	const { namespace, name: owner } = deployment.metadata;
	const name = `${owner}-${hash}`;
	const { template, selector, minReadySeconds } = deployment.spec;
	const labels = { ...template.metadata?.labels, [hashLabel]: hash };
	const replicas = newReplicas(deployment.spec, 0, as.old.map(countsOf));
	createObject(
		cluster,
		{ kind: kindOf("replicasets.apps"), namespace },
		{
			metadata: {
				name,
				labels,
				annotations: {
					...copied(deployment),
					...scaleAnnotations(deployment),
					[revisionAnnotation]: String(as.revision),
				},
				ownerReferences: [controllerReference(deployment)],
			},
			spec: {
				replicas,
				...(minReadySeconds ? { minReadySeconds } : {}),
				selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
				template: { ...structuredClone(template), metadata: { ...template.metadata, labels } },
			},
		},
	);
	if (replicas > 0) {
		const message = `Scaled up replica set ${name} from 0 to ${replicas}`;
		recordEvent(cluster, deployment, { type: "Normal", reason: "ScalingReplicaSet", message, component });
	}
	const created = cluster.store.get("replicasets.apps", namespace, name);
	if (!created) throw new Error(`ReplicaSet ${name} is gone as soon as it was created`);
	return created;
}

export type Revisions = { deployment: Deployment; fresh: ReplicaSet | undefined; old: ReplicaSet[] };

/**
 * Sorts a Deployment's ReplicaSets into the one of its template and the older ones, and numbers the revisions.
 * @param mayCreate whether a template without a ReplicaSet gets one: not while paused
 */
export function resolveRevisions(
	cluster: Cluster,
	from: Deployment,
	options: { sets: ReplicaSet[]; mayCreate: boolean },
): Revisions {
	const sets = [...options.sets].sort(
		(a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp) || revisionOf(a) - revisionOf(b),
	);
	const found = sets.find((set) => sameTemplate(set.spec.template, from.spec.template));
	const old = sets.filter((set) => set !== found);
	const revision = Math.max(0, ...old.map(revisionOf)) + 1;
	if (found) {
		const fresh = reuse(cluster, from, { set: found, revision });
		const message = `Found new replica set "${fresh.metadata.name}"`;
		return { deployment: announce(cluster, from, { set: fresh, reason: "FoundNewReplicaSet", message }), fresh, old };
	}
	if (!options.mayCreate) return { deployment: from, fresh: undefined, old };
	const fresh = create(cluster, from, { revision, old });
	const message = `Created new replica set "${fresh.metadata.name}"`;
	return { deployment: announce(cluster, from, { set: fresh, reason: "NewReplicaSetCreated", message }), fresh, old };
}

/** Removes the oldest ReplicaSets that are empty, beyond `revisionHistoryLimit`. */
export function cleanUpRevisions(cluster: Cluster, deployment: Deployment, old: ReplicaSet[]): void {
	const limit = deployment.spec.revisionHistoryLimit ?? 10;
	const isIdle = (set: ReplicaSet) =>
		set.spec.replicas === 0 &&
		set.status.replicas === 0 &&
		!set.metadata.deletionTimestamp &&
		(set.metadata.generation ?? 0) <= (set.status.observedGeneration ?? 0);
	const idle = old.filter((set) => !set.metadata.deletionTimestamp);
	const surplus = idle.length - limit;
	const byAge = [...idle].sort((a, b) => revisionOf(a) - revisionOf(b));
	for (const set of byAge.slice(0, Math.max(0, surplus)).filter(isIdle)) {
		const { namespace, name } = set.metadata;
		deleteObject(cluster, { kind: kindOf("replicasets.apps"), namespace, name }, {});
	}
}
