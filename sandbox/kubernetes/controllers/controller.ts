import type { KubeObject } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import type { Change } from "../storage/store.ts";
import { WorkQueue } from "./work-queue.ts";

/** A loop that brings one kind of thing to what is wanted of it. */
export type Controller = {
	onChange: (change: Change) => void;
	/** Looks at everything, when the controller starts or has been away. */
	resync: () => void;
	pause: () => void;
	resume: () => void;
};

export function keyOf(object: KubeObject): string {
	const { namespace, name } = object.metadata;
	return namespace ? `${namespace}/${name}` : name;
}

export function splitKey(key: string): { namespace: string; name: string } {
	const at = key.indexOf("/");
	return { namespace: key.slice(0, at), name: key.slice(at + 1) };
}

export type Add = (key: string, afterMs?: number) => void;

type Definition = {
	/** Kinds all of whose objects are looked at on a resync. */
	kind: string;
	/** Which keys a change concerns. */
	concerns: (change: Change) => string[];
	reconcile: (key: string, add: Add) => void;
};

/** A controller that reconciles the keys that changes concern, one at a time. */
export function defineController(cluster: Cluster, definition: Definition): Controller {
	const queue: WorkQueue = new WorkQueue((key) =>
		definition.reconcile(key, (other, afterMs) => queue.add(other, afterMs)),
	);
	return {
		onChange: (change) => {
			for (const key of definition.concerns(change)) queue.add(key);
		},
		resync: () => {
			for (const object of cluster.store.list<string>(definition.kind)) queue.add(keyOf(object));
		},
		pause: () => queue.pause(),
		resume: () => queue.resume(),
	};
}

/** The key of the object's controlling owner of a kind, in the object's namespace. */
export function ownerKey(object: KubeObject, kind: string): string[] {
	const owner = object.metadata.ownerReferences?.find((reference) => reference.controller && reference.kind === kind);
	return owner ? [`${object.metadata.namespace}/${owner.name}`] : [];
}
