/** What a probe holds for true, and how many answers in a row spoke against it. */
export type ProbeState = { passing: boolean; against: number };

type Thresholds = { failureThreshold: number; successThreshold: number };

/** The state after one more answer: it flips after as many contrary answers in a row as the threshold says. */
export function nextProbeState(state: ProbeState, success: boolean, thresholds: Thresholds): ProbeState {
	if (success === state.passing) return { passing: state.passing, against: 0 };
	const against = state.against + 1;
	const needed = success ? thresholds.successThreshold : thresholds.failureThreshold;
	return against >= needed ? { passing: success, against: 0 } : { passing: state.passing, against };
}
