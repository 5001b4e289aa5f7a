import { describe, expect, it } from "vitest";
import { nextProbeState, type ProbeState } from "./probe-state.ts";

const thresholds = { failureThreshold: 3, successThreshold: 1 };
const run = (state: ProbeState, answers: boolean[]) =>
	answers.map((answer) => {
		state = nextProbeState(state, answer, thresholds);
		return state.passing;
	});

describe("nextProbeState", () => {
	it("gives up only after as many failures in a row as the threshold says", () => {
		expect(run({ passing: true, against: 0 }, [false, false, true, false, false, false])).toEqual([
			true,
			true,
			true,
			true,
			true,
			false,
		]);
	});

	it("believes the first success by default", () => {
		expect(run({ passing: false, against: 0 }, [false, true])).toEqual([false, true]);
	});
});
