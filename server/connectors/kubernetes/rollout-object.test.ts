import { describe, expect, it } from "vitest";
import { rolloutObjectSchema } from "./rollout-object.ts";

const canary = {
	steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 60 }, { pause: { duration: 30 } }, { analysis: {} }],
};
const status = {
	observedGeneration: "3",
	currentPodHash: "new",
	stableRS: "old",
	phase: "Paused",
	currentStepIndex: 1,
};

/** What an API server would give, with another strategy or status. */
const read = (spec: object = {}, said: object = {}) =>
	rolloutObjectSchema.parse({
		metadata: {
			...{ name: "checkout", namespace: "staging", uid: "u", resourceVersion: "7", generation: 3 },
			creationTimestamp: "2026-11-01T10:00:00Z",
		},
		spec: { template: { spec: { containers: [{ name: "app", image: "a" }] } }, strategy: { canary }, ...spec },
		status: { ...status, ...said },
	});

describe("rolloutObjectSchema", () => {
	it("reads the steps of a canary, where it stands, and the weight that the last step asked for", () => {
		const { stages, observedGeneration, updateRevision } = read();
		expect(stages).toMatchObject({ strategy: "canary", phase: "Paused", step: 1, weight: 20, stable: false });
		expect(stages?.steps.map(({ kind }) => kind)).toEqual(["weight", "pause", "weight", "pause", "analysis"]);
		expect(stages?.steps.map(({ duration }) => duration)).toEqual([null, null, null, "30s", null]);
		expect({ observedGeneration, updateRevision }).toEqual({ observedGeneration: 3, updateRevision: "new" });
	});

	it("believes a traffic router more than the steps, and an abort more than both", () => {
		const weights = { canary: { weight: 12 } };
		expect(read({}, { canary: { weights } }).stages?.weight).toBe(12);
		expect(read({}, { canary: { weights }, abort: true }).stages?.weight).toBe(0);
		expect(read({}, { stableRS: "new" }).stages?.weight).toBe(100);
	});

	it("knows no newest pods before its controller has seen the newest template", () => {
		expect(read({}, { observedGeneration: "2" }).updateRevision).toBeNull();
		expect(read({}, { observedGeneration: undefined, phase: undefined })).toMatchObject({
			...{ observedGeneration: 0, stages: { phase: "Progressing" } },
		});
	});

	it("reads a blue-green one, which has neither steps nor weights", () => {
		const pauseConditions = [{ reason: "BlueGreenPause", startTime: "2026-11-01T10:01:00Z" }];
		const { stages } = read({ strategy: { blueGreen: { activeService: "checkout" } } }, { pauseConditions });
		expect(stages).toMatchObject({ strategy: "blue-green", step: null, steps: [], weight: null });
		expect(stages?.pauses).toEqual([{ reason: "BlueGreenPause", since: "2026-11-01T10:01:00Z" }]);
	});

	it("shows the analysis that decides", () => {
		const currentStepAnalysisRunStatus = { name: "checkout-2-4", status: "Running" };
		expect(read({}, { canary: { currentStepAnalysisRunStatus } }).stages?.analysis).toEqual({
			...{ name: "checkout-2-4", status: "Running", message: null, metrics: [] },
		});
	});

	it("sets one aside that has no template, or takes it from what Lazo does not follow", () => {
		expect(() => read({ template: undefined })).toThrow("no template");
		expect(() => read({ template: undefined, workloadRef: { kind: "PodTemplate", name: "checkout" } })).toThrow();
	});
});
