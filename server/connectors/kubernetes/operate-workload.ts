import type { Cluster } from "./cluster.ts";
import type { WorkloadObject } from "./objects.ts";
import { parseWorkload, type WorkloadRef } from "./read-workload.ts";
import { objectPath, resourceName } from "./resources.ts";
import { configurationAnnotation, restartAnnotation } from "./template.ts";

/**
 * A change of how a workload runs. `restart` marks the template as `kubectl rollout restart` does, or sets a Rollout's `restartAt`; with
 * `configuration`, a fingerprint of what pods are to start with, a Rollout gets a new template too, so that it goes through its steps.
 * `promote` ends the pause of a Rollout; `pastStep` is the step to go on from where an inconclusive analysis holds it.
 */
export type Operation =
	| { action: "restart"; at: Date; configuration?: string }
	| { action: "scale"; replicas: number }
	| { action: "pause" }
	| { action: "resume" }
	| { action: "promote"; pastStep: number | null }
	| { action: "promote-full" }
	| { action: "abort" };

/**
 * Changes how a workload runs by merge patch, only while it is at `resourceVersion`.
 * Throws KubernetesError, `conflict` when somebody else was faster.
 */
export async function operateWorkload(
	cluster: Cluster,
	ref: WorkloadRef,
	{ operation, resourceVersion }: { operation: Operation; resourceVersion: string },
): Promise<WorkloadObject> {
	const part = partOf(operation, ref);
	const answer = await cluster.call({
		verb: "patch",
		resource: resourceName(ref.kind),
		method: "PATCH",
		path: `${objectPath(ref)}${part.status ? "/status" : ""}?fieldManager=lazo`,
		contentType: "application/merge-patch+json",
		body: { metadata: { resourceVersion }, ...part },
	});
	return parseWorkload(answer, ref.kind, "patch");
}

type Part = { spec?: object; status?: object };

/** What to write. What a Rollout is to do next stands in its status, as `kubectl argo rollouts` writes it there. */
function partOf(operation: Operation, { kind }: WorkloadRef): Part {
	switch (operation.action) {
		case "restart":
			return { spec: restartSpec(operation, kind) };
		case "scale":
			return { spec: { replicas: operation.replicas } };
		case "promote":
			return { status: promoted(operation.pastStep) };
		case "promote-full":
			return { status: { promoteFull: true } };
		case "abort":
			return { status: { abort: true } };
		default:
			return { spec: { paused: operation.action === "pause" } };
	}
}

type Restart = Extract<Operation, { action: "restart" }>;

function restartSpec({ at, configuration }: Restart, kind: WorkloadRef["kind"]) {
	const restartAt = at.toISOString();
	if (kind === "Rollout" && configuration === undefined) return { restartAt };
	const marks = configuration === undefined ? {} : { [configurationAnnotation]: configuration };
	return { template: { metadata: { annotations: { [restartAnnotation]: restartAt, ...marks } } } };
}

const promoted = (pastStep: number | null) => ({
	pauseConditions: null,
	...(pastStep !== null && { controllerPause: false, currentStepIndex: pastStep + 1 }),
});
