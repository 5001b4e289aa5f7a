/** How long a kubelet holds back, in milliseconds: at first, and at most. */
export type BackOffLimits = { initial: number; max: number };

export type BackOff = { delay: number; since: number };

/**
 * The next step of a kubelet's back-off: the first failure is retried at once, then the delay starts at `initial`,
 * doubles up to `max`, and is forgotten after a container has run for twice `max`.
 */
export function nextBackOff(previous: BackOff | null, now: number, limits: BackOffLimits): BackOff {
	if (!previous || now - previous.since > 2 * limits.max + previous.delay) return { delay: 0, since: now };
	return { delay: Math.min(Math.max(previous.delay * 2, limits.initial), limits.max), since: now };
}
