import { describe, expect, it } from "vitest";
import type { ContainerObject } from "#server/connectors/kubernetes/pod-object.ts";
import { countRestarts } from "./count-restarts.ts";

const startedAt = new Date("2026-05-01T12:00:00Z");
const container = (change: Partial<ContainerObject>): ContainerObject => ({
	name: "app",
	image: "registry.example/checkout:1",
	specImage: "registry.example/checkout:1",
	imageId: "",
	digest: null,
	ready: true,
	restarts: 0,
	state: "running",
	reason: null,
	message: null,
	exitCode: null,
	lastExitCode: null,
	lastReason: null,
	lastFinishedAt: null,
	requests: {},
	limits: {},
	...change,
});
const pod = (secondsAfter: number, ...containers: Partial<ContainerObject>[]) => ({
	containers: containers.map(container),
	createdAt: new Date(startedAt.getTime() + secondsAfter * 1_000),
});
const crashed = { lastReason: "Error", lastExitCode: 1 };
const nodeWentDown = { lastReason: "Unknown", lastExitCode: 255 };

describe("countRestarts", () => {
	it("counts what a container of the new version did by itself", () => {
		expect(countRestarts(pod(5, { restarts: 2, ...crashed }), undefined, startedAt)).toEqual({
			restarts: 2,
			before: 0,
		});
	});

	it("blames a version for nothing that was before it", () => {
		const first = countRestarts(pod(-60, { restarts: 6, ...crashed }), undefined, startedAt);
		expect(first).toEqual({ restarts: 6, before: 6 });
		expect(countRestarts(pod(-60, { restarts: 7, ...crashed }), first, startedAt)).toEqual({ restarts: 7, before: 6 });
	});

	it("forgives a restart after the node went down, however often it goes down", () => {
		const first = countRestarts(pod(5, { restarts: 1, ...nodeWentDown }), undefined, startedAt);
		expect(first).toEqual({ restarts: 1, before: 1 });
		const second = countRestarts(pod(5, { restarts: 2, ...nodeWentDown }), first, startedAt);
		expect(second).toEqual({ restarts: 2, before: 2 });
	});

	it("forgives one restart once, at whatever number of observations", () => {
		const down = pod(5, { restarts: 1, ...nodeWentDown });
		const first = countRestarts(down, undefined, startedAt);
		expect(countRestarts(down, first, startedAt)).toEqual(first);
	});

	it("still counts the crashes before and after the node went down", () => {
		const one = countRestarts(pod(5, { restarts: 1, ...crashed }), undefined, startedAt);
		const two = countRestarts(pod(5, { restarts: 2, ...nodeWentDown }), one, startedAt);
		const three = countRestarts(pod(5, { restarts: 3, ...crashed }), two, startedAt);
		expect(three).toEqual({ restarts: 3, before: 1 });
	});

	it.each([
		["by 255 for a reason of its own", { lastReason: "Error", lastExitCode: 255 }],
		["for an unknown reason with another code", { lastReason: "Unknown", lastExitCode: 137 }],
	])("counts a container that ended %s", (_, end) => {
		expect(countRestarts(pod(5, { restarts: 1, ...end }), undefined, startedAt)).toEqual({ restarts: 1, before: 0 });
	});

	it("goes by the container that restarted most, and takes a pod without any for unharmed", () => {
		const sidecar = { name: "proxy", restarts: 1, ...nodeWentDown };
		expect(countRestarts(pod(5, sidecar, { restarts: 2, ...crashed }), undefined, startedAt)).toEqual({
			restarts: 2,
			before: 0,
		});
		expect(countRestarts(pod(5), undefined, startedAt)).toEqual({ restarts: 0, before: 0 });
	});
});
