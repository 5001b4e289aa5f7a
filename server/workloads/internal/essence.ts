import { createHash } from "node:crypto";
import type { ReplicaSetObject } from "#server/connectors/kubernetes/objects.ts";
import type { PodObject } from "#server/connectors/kubernetes/pod-object.ts";
import { withAnalysis } from "./analysis-store.ts";
import { type ClusterState, podsOf, refusalKey, replicaSetsOf } from "./cluster-state.ts";
import { isTemplateSource, workloadIn } from "./template-sources.ts";

/** Part of every fingerprint: a new number makes a new release read everything once more. */
const form = 2;

/**
 * All that a service, its place and its revisions are told by: the workload, its ReplicaSets, what its namespace says, and of its
 * pods only what runs and what troubles them. While it stays the same, pods can be written by themselves. Null when the workload is gone.
 */
export function essenceOf(state: ClusterState, uid: string): string | null {
	const workload = workloadIn(state, uid);
	if (!workload) return null;
	const pods = podsOf(state, uid).filter(({ deletingAt }) => !deletingAt);
	const digests = pods.filter(({ ready }) => ready).map(({ containers }) => containers[0]?.digest ?? "");
	const troubles = pods.flatMap(({ containers }) => containers.flatMap(({ reason }) => reason ?? []));
	return JSON.stringify([
		form,
		uid,
		workload.resourceVersion,
		workload.source?.held?.resourceVersion ?? isTemplateSource(state, workload),
		withAnalysis(state, workload).stages ?? null,
		state.namespaces.get(workload.namespace)?.labels ?? null,
		state.refusals.get(refusalKey(workload)) ?? null,
		replicaSetsOf(state, uid).map(setOf).sort(),
		distinct(digests),
		distinct(troubles),
	]);
}

const distinct = (texts: string[]) => [...new Set(texts)].sort();
const setOf = ({ uid, desired, revision, changeCause, exactHash }: ReplicaSetObject) =>
	[uid, desired, revision, changeCause, exactHash].join(" ");

/** Tells in one word whether what is known of a workload and its pods was written to the tables already. */
export function fingerprintOf(essence: string, pods: Iterable<PodObject>): string {
	const hash = createHash("sha256").update(essence);
	for (const pod of [...pods].sort((a, b) => (a.uid < b.uid ? -1 : 1))) hash.update(JSON.stringify(pod));
	return hash.digest("base64url");
}
