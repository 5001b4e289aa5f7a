import { matchesSelector } from "../objects/selectors.ts";
import type { KubeObject, LabelSelector, Metadata, OwnerReference, Pod, ReplicaSet } from "../objects/types.ts";
import type { Store } from "../storage/store.ts";

export function controllerReference(owner: KubeObject): OwnerReference {
	return {
		apiVersion: owner.apiVersion,
		kind: owner.kind,
		name: owner.metadata.name,
		uid: owner.metadata.uid,
		controller: true,
		blockOwnerDeletion: true,
	};
}

function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
	return (
		object.metadata.ownerReferences?.some(
			(reference) => reference.controller && reference.uid === owner.metadata.uid,
		) ?? false
	);
}

type Owner = KubeObject & { spec: { selector: LabelSelector } };

/** What an orphan that the owner's selector matches has to say of itself to be the owner's; undefined for others. */
function adopted(owner: Owner, object: KubeObject): Metadata | undefined {
	const { ownerReferences = [], deletionTimestamp, labels } = object.metadata;
	if (ownerReferences.some((reference) => reference.controller)) return undefined;
	if (deletionTimestamp || owner.metadata.deletionTimestamp) return undefined;
	if (!matchesSelector(owner.spec.selector, labels)) return undefined;
	return { ...object.metadata, ownerReferences: [...ownerReferences, controllerReference(owner)] };
}

/** Pods that a workload controls; orphans that its selector matches are adopted on the way. */
export function claimPods(store: Store, owner: Owner): Pod[] {
	return store.list("pods", owner.metadata.namespace).flatMap((pod) => {
		if (isControlledBy(pod, owner)) return pod;
		const metadata = adopted(owner, pod);
		return metadata ? store.put("pods", { ...pod, metadata }) : [];
	});
}

/** ReplicaSets that a Deployment controls, adopted ones included. */
export function claimReplicaSets(store: Store, owner: Owner): ReplicaSet[] {
	return store.list("replicasets.apps", owner.metadata.namespace).flatMap((set) => {
		if (isControlledBy(set, owner)) return set;
		const metadata = adopted(owner, set);
		return metadata ? store.put("replicasets.apps", { ...set, metadata }) : [];
	});
}
