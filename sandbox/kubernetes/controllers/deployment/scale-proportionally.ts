import type { Deployment, ReplicaSet } from "../../objects/types.ts";
import type { Cluster } from "../../registry/cluster.ts";
import { fencePosts } from "./fence-posts.ts";
import type { Revisions } from "./revisions.ts";
import { desiredAnnotation, scale } from "./revisions.ts";

/** Whether the Deployment was scaled since its ReplicaSets were told how much it wants. */
export function wasScaled(deployment: Deployment, sets: ReplicaSet[]): boolean {
	return sets.some((set) => {
		const desired = set.metadata.annotations?.[desiredAnnotation];
		return set.spec.replicas > 0 && desired !== undefined && Number(desired) !== deployment.spec.replicas;
	});
}

/** Shares out a change in size by the sizes there are; what rounding leaves goes to the first. */
export function proportions(sizes: number[], change: number): number[] {
	const sum = sizes.reduce((total, size) => total + size, 0);
	let left = change;
	const next = sizes.map((size) => {
		const wanted = sum === 0 ? 0 : Math.round((size * change) / sum);
		const share = change > 0 ? Math.min(wanted, left) : Math.max(wanted, left);
		left -= share;
		return size + share;
	});
	return next.map((size, i) => Math.max(0, i === 0 ? size + left : size));
}

/** Follows a change of `spec.replicas`: one active ReplicaSet takes it all, several in proportion. */
export function scaleAll(cluster: Cluster, revisions: Revisions): void {
	const { deployment, fresh, old } = revisions;
	const all = fresh ? [fresh, ...old] : old;
	const active = all.filter((set) => set.spec.replicas > 0);
	const only = active.length <= 1 ? (active[0] ?? fresh ?? old.at(-1)) : undefined;
	if (only) {
		scale(cluster, deployment, { set: only, replicas: deployment.spec.replicas });
		return;
	}
	const { replicas } = deployment.spec;
	const isSaturated = fresh && fresh.spec.replicas === replicas && fresh.status.availableReplicas === replicas;
	if (isSaturated) {
		for (const set of old) scale(cluster, deployment, { set, replicas: 0 });
		return;
	}
	if (deployment.spec.strategy.type !== "RollingUpdate") return;
	const allowed = replicas > 0 ? replicas + fencePosts(deployment.spec).surge : 0;
	const change = allowed - active.reduce((sum, set) => sum + set.spec.replicas, 0);
	const bySize = [...active].sort((a, b) => b.spec.replicas - a.spec.replicas);
	const sizes = proportions(
		bySize.map((set) => set.spec.replicas),
		change,
	);
	bySize.forEach((set, i) => {
		scale(cluster, deployment, { set, replicas: sizes[i] ?? set.spec.replicas });
	});
}
