import type { Condition } from "../../objects/types.ts";
import { timestamp } from "../../registry/cluster.ts";
import { conditionOf } from "../pod-state.ts";

export function condition(
	type: string,
	status: Condition["status"],
	why: { reason: string; message: string },
): Condition {
	const now = timestamp();
	return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason: why.reason, message: why.message };
}

/** Sets a condition; the same status and reason again change nothing, the same status keeps its transition time. */
export function withCondition(conditions: Condition[], next: Condition): Condition[] {
	const current = conditionOf(conditions, next.type);
	if (current && current.status === next.status && current.reason === next.reason) return conditions;
	const since = current?.status === next.status ? current.lastTransitionTime : next.lastTransitionTime;
	return [
		...conditions.filter(({ type }) => type !== next.type),
		{ ...next, ...(since ? { lastTransitionTime: since } : {}) },
	];
}

/** Sets a condition even where nothing but its times differ, so that `lastUpdateTime` tells of progress. */
export function withRenewedCondition(conditions: Condition[], next: Condition): Condition[] {
	const current = conditionOf(conditions, next.type);
	const since = current?.status === next.status ? current.lastTransitionTime : next.lastTransitionTime;
	return [
		...conditions.filter(({ type }) => type !== next.type),
		{ ...next, ...(since ? { lastTransitionTime: since } : {}) },
	];
}
