import { findActive, nameOf } from "../internal/find-active.ts";
import { changeableTarget } from "../internal/find-place.ts";
import { silentMs } from "../silent-cluster.ts";
import { type GateQuestion, gate } from "./gate.ts";
import type { Gate } from "./schema.ts";

/** Whether the place is free, known, and its cluster answers. */
export async function placeGates({ reader, place, now }: GateQuestion): Promise<Gate[]> {
	const running = await findActive(reader, place);
	return [
		running
			? gate("no-other-rollout", "fail", { id: running.id, kind: running.kind, by: nameOf(running.actor) })
			: gate("no-other-rollout", "pass"),
		...targetGates({ place, now }),
	];
}

function targetGates({ place, now }: Pick<GateQuestion, "place" | "now">): Gate[] {
	const target = changeableTarget(place);
	if (!target) return [gate("target-known", "fail", { environment: place.environment.name })];
	const { connection } = target;
	const silent = now.getTime() - (connection.lastSuccessAt?.getTime() ?? 0) > silentMs;
	const several = place.targets.filter(({ kind }) => kind === target.kind).length;
	return [
		several > 1
			? gate("target-known", "fail", { several })
			: gate("target-known", "pass", { cluster: connection.name, namespace: target.namespace, name: target.name }),
		gate("cluster-reachable", silent ? "fail" : "pass", {
			cluster: connection.name,
			since: connection.lastSuccessAt?.toISOString() ?? null,
		}),
	];
}
