import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { withTemplateOf } from "#server/connectors/kubernetes/template-source.ts";
import type { ClusterState } from "./cluster-state.ts";

const keyOf = ({ namespace, name }: { namespace: string; name: string }) => `${namespace}/${name}`;
const sourceKey = ({ namespace, source }: WorkloadObject) => source && keyOf({ namespace, name: source.name });

/** Notes a workload; returns the uids of those that it touches: itself, and its template's other holder. */
export function putWorkload(state: ClusterState, one: WorkloadObject): string[] {
	const before = state.workloads.get(one.uid);
	const left = before && sourceKey(before) !== sourceKey(one) ? forgetSource(state, before) : [];
	state.workloads.set(one.uid, one);
	if (one.kind === "Deployment") state.deployments.set(keyOf(one), one.uid);
	const key = sourceKey(one);
	if (key) state.takers.set(key, one.uid);
	return [one.uid, ...left, ...othersOf(state, one)];
}

/** Forgets a workload; returns the uids of those that it touched. */
export function dropWorkload(state: ClusterState, one: WorkloadObject): string[] {
	const others = othersOf(state, one);
	state.workloads.delete(one.uid);
	if (one.kind === "Deployment" && state.deployments.get(keyOf(one)) === one.uid) state.deployments.delete(keyOf(one));
	return [one.uid, ...others, ...forgetSource(state, one)];
}

/** A workload with its template, wherever that stands; null when it is gone, or when the Deployment that it names is. */
export function workloadIn(state: ClusterState, uid: string): WorkloadObject | null {
	const found = state.workloads.get(uid);
	const key = found && sourceKey(found);
	if (!found || !key) return found ?? null;
	const deployment = state.workloads.get(state.deployments.get(key) ?? "");
	return deployment ? withTemplateOf(found, deployment) : null;
}

/** Whether a Rollout takes its template from this one, which then carries no service of its own. */
export const isTemplateSource = (state: ClusterState, one: WorkloadObject): boolean =>
	one.kind === "Deployment" && state.takers.has(keyOf(one));

/** The Rollouts that take their template from a Deployment, or the Deployment that a Rollout takes it from. */
function othersOf({ takers, deployments }: ClusterState, one: WorkloadObject): string[] {
	const key = sourceKey(one);
	const other = one.kind === "Deployment" ? takers.get(keyOf(one)) : key && deployments.get(key);
	return other ? [other] : [];
}

function forgetSource({ takers, deployments }: ClusterState, one: WorkloadObject): string[] {
	const key = sourceKey(one);
	if (!key || takers.get(key) !== one.uid) return [];
	takers.delete(key);
	const deployment = deployments.get(key);
	return deployment ? [deployment] : [];
}
