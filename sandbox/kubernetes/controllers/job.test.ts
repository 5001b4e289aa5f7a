import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { kindOf } from "../objects/kinds.ts";
import type { Pod } from "../objects/types.ts";
import { createObject } from "../registry/create-object.ts";
import { type ControlPlane, startControlPlane } from "../testing/control-plane.ts";

const soon = { timeout: 10_000, interval: 20 };
let plane: ControlPlane;
beforeEach(() => {
	plane = startControlPlane();
});
afterEach(() => plane.stop());

const make = (spec: object = {}, pod: object = { restartPolicy: "Never" }) =>
	plane.create("jobs.batch", {
		metadata: { name: "try" },
		spec: {
			backoffLimit: 0,
			...spec,
			template: { metadata: {}, spec: { containers: [{ name: "a", image: "i" }], ...pod } },
		},
	});
const job = () => plane.cluster.store.get("jobs.batch", "default", "try");
const running = () =>
	vi.waitFor(() => {
		const [pod] = plane.pods();
		expect(pod?.status.phase).toBe("Running");
		return pod as Pod;
	}, soon);
const end = async (phase: string) => {
	const pod = await running();
	plane.cluster.store.put("pods", { ...pod, status: { ...pod.status, phase } });
};

describe("a Job", () => {
	it("runs one pod, and is complete when that succeeds", async () => {
		make();
		await end("Succeeded");
		await vi.waitFor(
			() => expect(job()?.status).toMatchObject({ succeeded: 1, conditions: [{ type: "Complete" }] }),
			soon,
		);
		expect(plane.pods()).toHaveLength(1);
	});

	it("has failed with its pod where it may not try again", async () => {
		make();
		await end("Failed");
		const failed = [{ type: "Failed", reason: "BackoffLimitExceeded" }];
		await vi.waitFor(() => expect(job()?.status).toMatchObject({ failed: 1, conditions: failed }), soon);
		expect(plane.pods()).toHaveLength(1);
	});

	it("ends its pod at its deadline, and goes when nobody needs it any more", async () => {
		make({ activeDeadlineSeconds: 1, ttlSecondsAfterFinished: 1 });
		const late = [{ type: "Failed", reason: "DeadlineExceeded" }];
		await vi.waitFor(() => expect(job()?.status).toMatchObject({ conditions: late }), soon);
		await vi.waitFor(() => expect(job()).toBeUndefined(), soon);
		await vi.waitFor(() => expect(plane.pods()).toEqual([]), soon);
	});

	it("is refused where its pod would never end", () => {
		const body = { metadata: { name: "x" }, spec: { template: { spec: { containers: [{ name: "a", image: "i" }] } } } };
		const target = { kind: kindOf("jobs.batch"), namespace: "default" };
		expect(() => createObject(plane.cluster, target, body)).toThrow("restartPolicy");
	});
});
