import { invalid } from "#server/platform/errors.ts";
import type { WorkloadObject } from "./objects.ts";
import type { WorkloadKind } from "./resources.ts";

/** A Deployment counts the revisions of pods that it does not run. */
const ownRevision = "deployment.kubernetes.io/revision";

/**
 * A Rollout with the template of the Deployment that it names. Its generation is that of the Deployment, which is what a change of
 * the template raises; the marks of whoever wrote the template stand there too.
 */
export function withTemplateOf(rollout: WorkloadObject, deployment: WorkloadObject): WorkloadObject {
	const { source, stages } = rollout;
	if (!source) return rollout;
	const { template, exactHash, generation, manager, resourceVersion, annotations } = deployment;
	const { [ownRevision]: _, ...marks } = annotations;
	// A Rollout whose own changes its controller has not seen yet says nothing of the template either.
	const behind = rollout.observedGeneration < rollout.generation;
	const observedGeneration = behind ? Math.min(source.observedGeneration, generation - 1) : source.observedGeneration;
	return {
		...rollout,
		...{ template, exactHash, generation, observedGeneration, manager },
		annotations: { ...rollout.annotations, ...marks },
		updateRevision: (observedGeneration >= generation && stages?.podHash) || null,
		source: { ...source, held: { resourceVersion, annotations } },
	};
}

type Ref = { kind: WorkloadKind; namespace: string; name: string };

/** Which object holds the template of a workload that was read, and the state that a change of it must hold to. */
export function holderOf(
	ref: Ref,
	live: WorkloadObject,
): { ref: Ref; resourceVersion: string; annotations: Record<string, string> } {
	const { source, resourceVersion, annotations } = live;
	if (!source?.held) return { ref, resourceVersion, annotations };
	return { ref: { kind: "Deployment", namespace: ref.namespace, name: source.name }, ...source.held };
}

/** The Deployment that a Rollout names is not there. Problem 422 `template-source-missing`. */
export const sourceMissing = (rollout: string, deployment: string) =>
	invalid(
		"template-source-missing",
		`The Rollout ${rollout} takes its template from the Deployment ${deployment}, which does not exist. Create it, or give the Rollout a template of its own.`,
		{ name: rollout, owner: deployment },
	);
