import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import type { WorkloadObject } from "./objects.ts";
import { objectPath, resourceName, type WorkloadKind } from "./resources.ts";
import { sourceMissing, withTemplateOf } from "./template-source.ts";
import { workloadSchema } from "./workload-schema.ts";

/** Where a workload is. */
export type WorkloadRef = { kind: WorkloadKind; namespace: string; name: string };

/**
 * Reads a workload as it is at this moment, with the template of the Deployment that a Rollout may take it from. Throws
 * KubernetesError, Problem 422 `template-source-missing`.
 */
export async function readWorkload(cluster: Cluster, ref: WorkloadRef): Promise<WorkloadObject> {
	const read = await readOne(cluster, ref);
	if (!read.source) return read;
	const { name } = read.source;
	try {
		return withTemplateOf(read, await readOne(cluster, { kind: "Deployment", namespace: ref.namespace, name }));
	} catch (error) {
		throw error instanceof KubernetesError && error.code === "not-found" ? sourceMissing(ref.name, name) : error;
	}
}

async function readOne(cluster: Cluster, ref: WorkloadRef): Promise<WorkloadObject> {
	const resource = resourceName(ref.kind);
	const answer = await cluster.call({ verb: "get", resource, path: objectPath(ref) });
	return parseWorkload(answer, ref.kind, "get");
}

/** Reads an answer as a workload; throws KubernetesError `unreadable`. */
export function parseWorkload(answer: unknown, kind: WorkloadKind, verb: string): WorkloadObject {
	const parsed = workloadSchema(kind).safeParse(answer);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw new KubernetesError({
		code: "unreadable",
		verb,
		resource: resourceName(kind),
		message: `The cluster's answer is no ${kind}: ${issue?.path.join(".")}: ${issue?.message}`,
	});
}
