import { kindOf } from "../objects/kinds.ts";
import type { KubeObject, Pod, PodTemplate } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { createObject } from "../registry/create-object.ts";
import { deleteObject } from "../registry/delete-object.ts";
import { controllerReference } from "./ownership.ts";
import { recordEvent } from "./record-event.ts";

type PodRequest = {
	owner: KubeObject;
	template: PodTemplate;
	component: string;
	/** A name of its own; else one is generated from the owner's. */
	name?: string;
	labels?: Record<string, string>;
	spec?: Record<string, string | Record<string, string>>;
	/** What the Event says; else `Created pod: <name>`. */
	message?: string;
};

/** Creates a pod of a template for its owner, and says so in an Event. */
export function createPod(cluster: Cluster, request: PodRequest): void {
	const { owner, template, component } = request;
	const { labels, annotations } = template.metadata ?? {};
	const naming = request.name ? { name: request.name } : { generateName: `${owner.metadata.name}-` };
	const pod = createObject(
		cluster,
		{ kind: kindOf("pods"), namespace: owner.metadata.namespace },
		{
			metadata: {
				...naming,
				labels: { ...labels, ...request.labels },
				...(annotations ? { annotations } : {}),
				ownerReferences: [controllerReference(owner)],
			},
			spec: { ...structuredClone(template.spec), ...request.spec },
		},
	);
	recordEvent(cluster, owner, {
		type: "Normal",
		reason: "SuccessfulCreate",
		message: request.message ?? `Created pod: ${pod.metadata.name}`,
		component,
	});
}

/** Asks for a pod's end with its own grace, and says so in an Event of its owner. */
export function deletePod(cluster: Cluster, owner: KubeObject, by: { pod: Pod; component: string }): void {
	const { name, namespace } = by.pod.metadata;
	deleteObject(cluster, { kind: kindOf("pods"), namespace, name }, {});
	recordEvent(cluster, owner, {
		type: "Normal",
		reason: "SuccessfulDelete",
		message: `Deleted pod: ${name}`,
		component: by.component,
	});
}
