import type { DeploymentSpec, ReplicaSet } from "../../objects/types.ts";

function resolve(value: number | string, total: number, round: (n: number) => number): number {
	if (typeof value === "number") return value;
	const percent = /^(\d+)%$/.exec(value)?.[1];
	return percent === undefined ? 0 : round((Number(percent) * total) / 100);
}

/** How many pods a rolling update may add and miss: surge rounds up, unavailable down, and they are never both 0. */
export function fencePosts(spec: Pick<DeploymentSpec, "replicas" | "strategy">): {
	surge: number;
	unavailable: number;
} {
	if (spec.strategy.type !== "RollingUpdate" || !spec.strategy.rollingUpdate) return { surge: 0, unavailable: 0 };
	const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate;
	const surge = resolve(maxSurge, spec.replicas, Math.ceil);
	const unavailable = resolve(maxUnavailable, spec.replicas, Math.floor);
	const atLeast = surge === 0 && unavailable === 0 ? 1 : unavailable;
	return { surge, unavailable: spec.replicas === 0 ? 0 : Math.min(atLeast, spec.replicas) };
}

export type Counts = { wanted: number; available: number };

export function countsOf(set: ReplicaSet): Counts {
	return { wanted: set.spec.replicas, available: set.status.availableReplicas ?? 0 };
}

function sum(sets: Counts[], field: keyof Counts): number {
	return sets.reduce((total, set) => total + set[field], 0);
}

/** How many replicas the new ReplicaSet gets now. @param all every ReplicaSet's counts, the new one included */
export function newReplicas(
	spec: Pick<DeploymentSpec, "replicas" | "strategy">,
	current: number,
	all: Counts[],
): number {
	if (spec.strategy.type !== "RollingUpdate") return spec.replicas;
	const room = spec.replicas + fencePosts(spec).surge - sum(all, "wanted");
	if (room <= 0) return current;
	return current + Math.min(room, spec.replicas - current);
}

/**
 * How many replicas each old ReplicaSet, oldest first, keeps now: pods that are not available go first, then as many
 * available ones as may be missed.
 */
export function oldReplicas(
	spec: Pick<DeploymentSpec, "replicas" | "strategy">,
	fresh: Counts,
	old: Counts[],
): number[] {
	const minAvailable = spec.replicas - fencePosts(spec).unavailable;
	const newUnavailable = fresh.wanted - fresh.available;
	const mayGo = sum(old, "wanted") + fresh.wanted - minAvailable - newUnavailable;
	if (mayGo <= 0) return old.map(({ wanted }) => wanted);
	let budget = mayGo;
	const kept = old.map(({ wanted, available }) => {
		const unhealthy = Math.max(0, Math.min(budget, wanted - available));
		budget -= unhealthy;
		return wanted - unhealthy;
	});
	let spare = sum(old, "available") + fresh.available - minAvailable;
	return kept.map((wanted) => {
		const goes = Math.max(0, Math.min(spare, wanted));
		spare -= goes;
		return wanted - goes;
	});
}
