import type { PodProgress } from "../schema.ts";

/** The first pod that is not ready, and what it says about that. */
export function whyNotReady(pods: PodProgress[]): Record<string, string | null> {
	const waiting = pods.find((pod) => !pod.ready);
	return waiting ? { pod: waiting.name, reason: waiting.reason, message: waiting.message } : {};
}
