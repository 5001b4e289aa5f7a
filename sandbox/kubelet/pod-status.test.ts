import { describe, expect, it } from "vitest";
import { type ContainerReport, podStatus } from "./pod-status.ts";
import { podSchema } from "./pod-types.ts";

const pod = podSchema.parse({
	metadata: { name: "checkout-1", namespace: "production", uid: "u" },
	spec: { containers: [{ name: "app" }] },
});
const container: ContainerReport = {
	name: "app",
	image: "i",
	imageID: "i@sha256:0",
	containerID: "containerd://1",
	state: { running: { startedAt: "2026-01-01T00:00:00Z" } },
	lastState: {},
	restartCount: 0,
	ready: true,
	started: true,
};
const report = (change: Partial<ContainerReport>, finished = false) => ({
	pod,
	podIP: "10.130.1.2",
	hostIP: "127.0.0.1",
	startTime: "2026-01-01T00:00:00Z",
	containers: [{ ...container, ...change }],
	finished,
	previous: [{ type: "Ready", status: "True", lastTransitionTime: "2025-12-31T00:00:00Z" }],
});
const now = new Date("2026-01-01T00:01:00Z");
const ready = (status: ReturnType<typeof podStatus>) => status.conditions.find((entry) => entry.type === "Ready");

describe("podStatus", () => {
	it("keeps a condition's transition time while its status stays", () => {
		const status = podStatus(report({}), now);
		expect(status.phase).toBe("Running");
		expect(ready(status)).toMatchObject({ status: "True", reason: null, lastTransitionTime: "2025-12-31T00:00:00Z" });
	});

	it("names the containers that are not ready, from the moment they are not", () => {
		expect(ready(podStatus(report({ ready: false }), now))).toMatchObject({
			status: "False",
			reason: "ContainersNotReady",
			message: "containers with unready status: [app]",
			lastTransitionTime: "2026-01-01T00:01:00Z",
		});
	});

	it("is Pending until every container has started once, and Running through a crash loop", () => {
		const waiting = { state: { waiting: { reason: "ErrImagePull" } }, ready: false };
		expect(podStatus(report({ ...waiting, containerID: "" }), now).phase).toBe("Pending");
		expect(podStatus(report(waiting), now).phase).toBe("Running");
	});

	it("ends as Succeeded or Failed by the exit codes", () => {
		const ended = (exitCode: number) =>
			podStatus(report({ state: { terminated: { exitCode } }, ready: false }, true), now);
		expect([ended(0).phase, ended(1).phase]).toEqual(["Succeeded", "Failed"]);
	});
});
