import { describe, expect, it } from "vitest";
import type { RolloutStages } from "#server/connectors/kubernetes/rollout-stages.ts";
import { whereAborted } from "../internal/follow-rollout.ts";
import type { Progress } from "../schema.ts";
import { judgeStages } from "./judge-stages.ts";
import { nextDeadline } from "./next-deadline.ts";

const now = new Date("2026-11-21T10:00:00Z");
const stagesOf = (change: Partial<RolloutStages> = {}): RolloutStages => ({
	...{ strategy: "canary", phase: "Progressing", message: null, step: 1, weight: 50, pauses: [], analysis: null },
	...{ aborted: false, promotedFull: false, stable: false, podHash: "new" },
	steps: [
		{ kind: "weight", weight: 50, duration: null },
		{ kind: "pause", weight: null, duration: null },
	],
	...change,
});
const progressOf = (stages: RolloutStages | null, change: Partial<Progress> = {}): Progress => ({
	...{ at: now.toISOString(), generation: 4, observedGeneration: 4, desired: 2, total: 2, updated: 1, ready: 2 },
	...{ available: 2, paused: false, deadlineExceeded: false, refused: null, stages, pods: [], more: 0 },
	...change,
});
const judge = (
	stages: Partial<RolloutStages>,
	{ late = false, ...change }: Partial<Progress> & { late?: boolean } = {},
) => {
	const there = stagesOf(stages);
	return judgeStages(progressOf(there, change), there, { generation: 4, late });
};

describe("judgeStages", () => {
	it("has rolled out only when the new template has all the traffic", () => {
		expect(judge({ phase: "Healthy", stable: true })).toEqual({ state: "rolled-out" });
		expect(judge({ phase: "Healthy" })).toEqual({ state: "rolling" });
		expect(judge({ phase: "Healthy", stable: true }, { observedGeneration: 3 })).toEqual({ state: "rolling" });
	});

	it("lets a pause last, whatever the deadline", () => {
		expect(judge({ phase: "Paused" }, { late: true })).toEqual({ state: "rolling" });
		expect(judge({}, { late: true })).toMatchObject({ state: "failed", code: "deadline-exceeded" });
	});

	it("says at which step it was aborted, and in whose words", () => {
		expect(judge({ phase: "Degraded", aborted: true, message: "RolloutAborted" })).toEqual({
			...{ state: "failed", code: "stages-aborted", params: { message: "RolloutAborted", step: 2, steps: 2 } },
		});
	});

	it("was aborted where it stood before its controller went back to the first step", () => {
		const paused = stagesOf({ phase: "Paused", step: 1 });
		const aborted = stagesOf({ phase: "Degraded", aborted: true, step: 0 });
		expect(whereAborted(aborted, paused)).toEqual({ ...aborted, step: 1 });
		expect(whereAborted(aborted, { ...paused, podHash: "other" })).toEqual(aborted);
		expect(whereAborted(paused, aborted)).toEqual(paused);
	});

	it("fails with its controller's words when that calls it degraded, but not for an older template", () => {
		const degraded = { phase: "Degraded", message: "InvalidSpec" } as const;
		expect(judge(degraded)).toMatchObject({ code: "stages-degraded", params: { message: "InvalidSpec" } });
		expect(judge(degraded, { observedGeneration: 3 })).toEqual({ state: "rolling" });
		expect(judge({ ...degraded, aborted: true }, { observedGeneration: 3 })).toEqual({ state: "rolling" });
	});

	it("fails when nobody takes the template up until the deadline", () => {
		expect(judge({}, { observedGeneration: 3, late: true })).toMatchObject({ code: "deadline-exceeded" });
	});
});

describe("nextDeadline", () => {
	const clock = { now, seconds: 60 };
	const inAMinute = new Date("2026-11-21T10:01:00Z");

	it("counts from the last move of a Rollout, and not from one that stands still", () => {
		const before = progressOf(stagesOf({ step: 0 }));
		expect(nextDeadline(progressOf(stagesOf()), before, clock)).toEqual(inAMinute);
		expect(nextDeadline(progressOf(stagesOf({ step: 0 })), before, clock)).toBeNull();
		expect(nextDeadline(progressOf(stagesOf({ step: 0 }), { updated: 2 }), before, clock)).toEqual(inAMinute);
	});

	it("leaves the deadline of other kinds alone", () => {
		expect(nextDeadline(progressOf(null), null, clock)).toBeNull();
	});
});
