import { describe, expect, it } from "vitest";
import { type Judged, judgeRollout } from "./judge-rollout.ts";
import type { PodProgress, Progress } from "./schema.ts";

const now = new Date("2026-05-01T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

const pod = (change: Partial<PodProgress> = {}): PodProgress => ({
	uid: "u",
	name: "checkout-1",
	new: true,
	phase: "Running",
	ready: true,
	deleting: false,
	reason: null,
	message: null,
	exitCode: null,
	restarts: 0,
	before: 0,
	since: null,
	digest: null,
	node: null,
	...change,
});
const progress = (change: Partial<Progress> = {}): Progress => ({
	at: now.toISOString(),
	generation: 4,
	observedGeneration: 4,
	desired: 2,
	total: 2,
	updated: 2,
	ready: 2,
	available: 2,
	paused: false,
	deadlineExceeded: false,
	refused: null,
	stages: null,
	pods: [pod({ uid: "a" }), pod({ uid: "b" })],
	more: 0,
	...change,
});
const rolling: Judged = { status: "rolling", generation: 4, deadlineAt: new Date(now.getTime() + 60_000) };
const watching: Judged = { ...rolling, status: "watching" };
const late: Judged = { ...rolling, deadlineAt: ago(1) };
const code = (verdict: ReturnType<typeof judgeRollout>) => (verdict.state === "failed" ? verdict.code : verdict.state);

describe("judgeRollout", () => {
	it("is rolled out when every pod is updated, ready and available, and no old one is left", () => {
		expect(judgeRollout(progress(), rolling, now)).toEqual({ state: "rolled-out" });
	});

	it.each([
		["the controller has not seen the change", { observedGeneration: 3 }],
		["a pod is not updated", { updated: 1 }],
		["a pod is not ready", { ready: 1 }],
		["a pod is not available for minReadySeconds", { available: 1 }],
		["an old pod still counts", { total: 3 }],
		["an old pod still runs", { pods: [pod({ new: false })] }],
		["the rollout is paused", { paused: true }],
		["the object is older than the change", { generation: 3 }],
	])("is rolling while %s", (_, change) => {
		expect(judgeRollout(progress(change), rolling, now)).toEqual({ state: "rolling" });
	});

	it("does not wait for old pods that are already going away", () => {
		const pods = [pod(), pod({ new: false, deleting: true })];
		expect(judgeRollout(progress({ pods }), rolling, now)).toEqual({ state: "rolled-out" });
	});

	it("is rolling before anything was observed", () => {
		expect(judgeRollout(null, rolling, now)).toEqual({ state: "rolling" });
	});

	it("fails a crash loop at the second restart, though the cluster calls the rollout complete", () => {
		const verdict = judgeRollout(progress({ pods: [pod({ restarts: 2, exitCode: 1 })] }), rolling, now);
		expect(verdict).toMatchObject({ state: "failed", code: "crash-loop", params: { restarts: 2, exitCode: 1 } });
	});

	it("fails a crash loop in the watch window too", () => {
		expect(code(judgeRollout(progress({ pods: [pod({ restarts: 2 })] }), watching, now))).toBe("crash-loop");
	});

	it("forgives one restart", () => {
		expect(code(judgeRollout(progress({ pods: [pod({ restarts: 1 })] }), rolling, now))).toBe("rolled-out");
	});

	it("does not blame a version for restarts before it, of old pods, or of pods that go away", () => {
		const pods = [
			pod({ restarts: 7, before: 6 }),
			pod({ new: false, deleting: true, restarts: 9 }),
			pod({ deleting: true, restarts: 9 }),
		];
		expect(code(judgeRollout(progress({ pods }), rolling, now))).toBe("rolled-out");
	});

	it.each(["ErrImagePull", "ImagePullBackOff", "InvalidImageName"])("fails on %s after a short grace", (reason) => {
		const at = (seconds: number) =>
			progress({ ready: 1, pods: [pod({ ready: false, reason, since: ago(seconds).toISOString() })] });
		expect(code(judgeRollout(at(1), rolling, now))).toBe("rolling");
		expect(code(judgeRollout(at(4), rolling, now))).toBe("image-pull");
	});

	it("does not fail because an old pod cannot be pulled", () => {
		const pods = [pod({ new: false, reason: "ImagePullBackOff", since: ago(60).toISOString() })];
		expect(code(judgeRollout(progress({ pods }), rolling, now))).toBe("rolling");
	});

	it("fails when the container cannot be created", () => {
		const pods = [pod({ ready: false, reason: "CreateContainerConfigError", since: ago(4).toISOString() })];
		expect(code(judgeRollout(progress({ ready: 1, pods }), rolling, now))).toBe("container-refused");
	});

	it("fails when quota or admission refuse the new pods, with the cluster's words", () => {
		const message = "exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2";
		const refused = { reason: "FailedCreate", message, since: ago(6).toISOString() };
		expect(judgeRollout(progress({ updated: 0, refused }), rolling, now)).toMatchObject({
			code: "pods-refused",
			params: { message, by: "quota", rule: "small" },
		});
	});

	it("fails when the cluster gives up by its own deadline, or ours passes", () => {
		expect(code(judgeRollout(progress({ ready: 1, deadlineExceeded: true }), rolling, now))).toBe("deadline-exceeded");
		expect(code(judgeRollout(progress({ ready: 1 }), late, now))).toBe("deadline-exceeded");
	});

	it("does not believe a deadline that the controller reported for the change before", () => {
		const stale = progress({ observedGeneration: 3, deadlineExceeded: true });
		expect(code(judgeRollout(stale, rolling, now))).toBe("rolling");
	});

	it("counts a rollout as done that completes as its deadline passes", () => {
		expect(code(judgeRollout(progress(), late, now))).toBe("rolled-out");
	});

	it("fails what was never applied", () => {
		expect(code(judgeRollout(null, { ...late, status: "applying" }, now))).toBe("never-applied");
	});
});
