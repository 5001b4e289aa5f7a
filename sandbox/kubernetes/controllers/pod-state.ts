import type { Condition, Pod } from "../objects/types.ts";

export function conditionOf(conditions: Condition[] | undefined, type: string): Condition | undefined {
	return conditions?.find((condition) => condition.type === type);
}

/** Counts as a replica: neither finished nor on its way out. */
export function isActive(pod: Pod): boolean {
	return !pod.metadata.deletionTimestamp && !["Succeeded", "Failed"].includes(pod.status.phase);
}

export function isReady(pod: Pod): boolean {
	return conditionOf(pod.status.conditions, "Ready")?.status === "True";
}

/** How long until a ready pod has been ready for `minReadySeconds`, in milliseconds; undefined while it is not ready. */
export function availableInMs(pod: Pod, minReadySeconds: number): number | undefined {
	if (!isReady(pod)) return undefined;
	const since = Date.parse(conditionOf(pod.status.conditions, "Ready")?.lastTransitionTime ?? "");
	if (minReadySeconds === 0) return 0;
	return Number.isNaN(since) ? undefined : Math.max(0, since + minReadySeconds * 1000 - Date.now());
}

export function isAvailable(pod: Pod, minReadySeconds = 0): boolean {
	return availableInMs(pod, minReadySeconds) === 0;
}
