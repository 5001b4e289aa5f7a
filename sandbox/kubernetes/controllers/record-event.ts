import { kindOf } from "../objects/kinds.ts";
import type { CoreEvent, KubeObject } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { timestamp } from "../registry/cluster.ts";
import { createObject } from "../registry/create-object.ts";

type EventText = { type: "Normal" | "Warning"; reason: string; message: string; component: string };

function isSame(event: CoreEvent, about: KubeObject, text: EventText): boolean {
	return (
		event.involvedObject.uid === about.metadata.uid &&
		event.reason === text.reason &&
		event.message === text.message &&
		event.type === text.type
	);
}

/** Tells what happened to an object as a `core/v1` Event; the same again is counted on the Event that is there. */
export function recordEvent(cluster: Cluster, about: KubeObject, text: EventText): void {
	const namespace = about.metadata.namespace ?? "default";
	const home = cluster.store.get("namespaces", undefined, namespace);
	if (!home || home.metadata.deletionTimestamp) return;
	const now = timestamp();
	const known = cluster.store.list("events", namespace).find((event) => isSame(event, about, text));
	if (known) {
		cluster.store.put("events", { ...known, count: (known.count ?? 1) + 1, lastTimestamp: now });
		return;
	}
	const { name, uid, resourceVersion } = about.metadata;
	const suffix = BigInt(Math.floor((Date.now() + Math.random()) * 1_000_000)).toString(16);
	createObject(
		cluster,
		{ kind: kindOf("events"), namespace },
		{
			metadata: { name: `${name}.${suffix}` },
			involvedObject: {
				apiVersion: about.apiVersion,
				kind: about.kind,
				name,
				...(about.metadata.namespace ? { namespace } : {}),
				uid,
				resourceVersion,
			},
			type: text.type,
			reason: text.reason,
			message: text.message,
			source: { component: text.component },
			reportingComponent: text.component,
			count: 1,
			firstTimestamp: now,
			lastTimestamp: now,
			eventTime: null,
		},
	);
}
