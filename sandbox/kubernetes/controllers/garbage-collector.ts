import { kindOf, kinds } from "../objects/kinds.ts";
import type { KubeObject, OwnerReference } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { deleteObject } from "../registry/delete-object.ts";
import { updateObject } from "../registry/update-object.ts";
import type { Change } from "../storage/store.ts";
import type { Controller } from "./controller.ts";
import { WorkQueue } from "./work-queue.ts";

const foreground = "foregroundDeletion";
const orphan = "orphan";

type Dependent = { key: string; object: KubeObject };

function dependentsOf(cluster: Cluster, uid: string): Dependent[] {
	const found: Dependent[] = [];
	for (const [key, object] of cluster.store.entries()) {
		if (object.metadata.ownerReferences?.some((reference) => reference.uid === uid)) found.push({ key, object });
	}
	return found;
}

function addressOf({ key, object }: Dependent) {
	return { kind: kindOf(key), namespace: object.metadata.namespace, name: object.metadata.name };
}

function ownerExists(cluster: Cluster, object: KubeObject, reference: OwnerReference): boolean {
	const kind = kinds.find((each) => each.kind === reference.kind);
	if (!kind) return true;
	const namespace = kind.namespaced ? object.metadata.namespace : undefined;
	return cluster.store.get<string>(kind.key, namespace, reference.name)?.metadata.uid === reference.uid;
}

/** Deletes an object none of whose owners is left, or takes the lost ones off its list. */
function collect(cluster: Cluster, dependent: Dependent): void {
	const { object } = dependent;
	const references = object.metadata.ownerReferences ?? [];
	const left = references.filter((reference) => ownerExists(cluster, object, reference));
	if (left.length === references.length || object.metadata.deletionTimestamp) return;
	if (left.length === 0) deleteObject(cluster, addressOf(dependent), { propagationPolicy: "Background" });
	else release(cluster, dependent, left);
}

function release(cluster: Cluster, dependent: Dependent, left: OwnerReference[]): void {
	const { object } = dependent;
	updateObject(cluster, addressOf(dependent), { ...object, metadata: { ...object.metadata, ownerReferences: left } });
}

function dropFinalizer(cluster: Cluster, owner: Dependent, finalizer: string): void {
	const { object } = owner;
	const finalizers = (object.metadata.finalizers ?? []).filter((name) => name !== finalizer);
	updateObject(cluster, addressOf(owner), { ...object, metadata: { ...object.metadata, finalizers } });
}

/** Does what a deletion that waits asked for: let the dependents go their own way, or see them off first. */
function finish(cluster: Cluster, owner: Dependent): void {
	const { finalizers = [], uid } = owner.object.metadata;
	const dependents = dependentsOf(cluster, uid);
	if (finalizers.includes(orphan)) {
		for (const dependent of dependents) {
			const left = (dependent.object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
			release(cluster, dependent, left);
		}
		dropFinalizer(cluster, owner, orphan);
	} else if (finalizers.includes(foreground)) {
		for (const dependent of dependents) {
			if (dependent.object.metadata.deletionTimestamp) continue;
			deleteObject(cluster, addressOf(dependent), { propagationPolicy: "Foreground" });
		}
		if (dependentsOf(cluster, uid).length === 0) dropFinalizer(cluster, owner, foreground);
	}
}

function isHeld(object: KubeObject): boolean {
	const { deletionTimestamp, finalizers = [] } = object.metadata;
	return deletionTimestamp !== undefined && (finalizers.includes(orphan) || finalizers.includes(foreground));
}

/** Deletes what is left without an owner, and carries out foreground and orphan deletions. */
export function garbageCollector(cluster: Cluster): Controller {
	const queue = new WorkQueue((uid) => {
		for (const dependent of dependentsOf(cluster, uid)) collect(cluster, dependent);
		for (const [key, object] of [...cluster.store.entries()]) {
			if (object.metadata.uid === uid && isHeld(object)) finish(cluster, { key, object });
		}
	});
	const onChange = ({ type, object }: Change) => {
		const { uid, ownerReferences = [] } = object.metadata;
		if (type === "DELETED" || isHeld(object)) queue.add(uid);
		// An owner may wait for this one to be gone; a new object may name an owner that is gone already.
		if (type !== "MODIFIED") for (const reference of ownerReferences) queue.add(reference.uid);
	};
	return {
		onChange,
		resync: () => {
			for (const [, object] of cluster.store.entries()) {
				if (isHeld(object)) queue.add(object.metadata.uid);
				for (const reference of object.metadata.ownerReferences ?? []) queue.add(reference.uid);
			}
		},
		pause: () => queue.pause(),
		resume: () => queue.resume(),
	};
}
