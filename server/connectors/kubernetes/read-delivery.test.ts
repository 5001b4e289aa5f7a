import { describe, expect, it } from "vitest";
import type { Cluster } from "./cluster.ts";
import { readDelivery } from "./read-delivery.ts";

const at = "2026-05-01T12:00:00Z";

/** A cluster that answers everything with one object, and remembers where it was asked. */
function clusterWith(answer: unknown) {
	const paths: string[] = [];
	const cluster: Cluster = {
		...{ connectionId: "c", name: "c", close: async () => {} },
		call: async ({ path }) => {
			paths.push(path);
			return answer;
		},
		open: () => Promise.reject(new Error("nothing is watched here")),
		connect: () => Promise.reject(new Error("nobody connects here")),
	};
	return { cluster, paths };
}

const application = { kind: "argocd", namespace: "argocd", name: "ledger" } as const;
const kustomization = { kind: "flux", namespace: "flux-system", name: "ledger" } as const;

/** Argo CD between two tries of one sync. */
const retrying = (retryCount: number) => ({
	status: {
		operationState: { phase: "Running", message: "denied. Retrying", startedAt: at, finishedAt: at, retryCount },
	},
});

describe("readDelivery", () => {
	it("reads how Argo CD's last operation ended", async () => {
		const message = "one or more objects failed to apply";
		const operationState = { phase: "Failed", message, startedAt: at, finishedAt: "2026-05-01T12:05:00Z" };
		const { cluster, paths } = clusterWith({ status: { operationState } });
		expect(await readDelivery(cluster, application)).toEqual({
			...{ ok: false, at: new Date(at), message },
		});
		expect(paths).toEqual(["/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/ledger"]);
	});

	it.each([
		["none was asked for", {}],
		["one is under way", { status: { operationState: { phase: "Running", startedAt: at } } }],
		["its first try failed", retrying(1)],
	])("says nothing of an Application while %s", async (_, object) => {
		expect(await readDelivery(clusterWith(object).cluster, application)).toBeNull();
	});

	it("does not wait for the last of Argo CD's tries when two have failed", async () => {
		const { cluster } = clusterWith(retrying(2));
		expect(await readDelivery(cluster, application)).toMatchObject({ ok: false, message: "denied. Retrying" });
	});

	it("reads Flux's condition Ready, whose health checks are left to the pods", async () => {
		const ready = (change: object) => ({
			status: { conditions: [{ type: "Ready", lastTransitionTime: at, message: "m", ...change }] },
		});
		const read = (change: object) => readDelivery(clusterWith(ready(change)).cluster, kustomization);
		expect(await read({ status: "False", reason: "BuildFailed" })).toMatchObject({ ok: false, message: "m" });
		expect(await read({ status: "False", reason: "HealthCheckFailed" })).toMatchObject({ ok: true });
		expect(await read({ status: "True", reason: "ReconciliationSucceeded" })).toMatchObject({ ok: true });
		expect(await read({ status: "Unknown", reason: "Progressing" })).toBeNull();
	});

	it("names the resource when the answer is something else, and asks for no name that leads elsewhere", async () => {
		const { cluster, paths } = clusterWith({ status: { operationState: 7 } });
		await expect(readDelivery(cluster, application)).rejects.toMatchObject({
			...{ code: "unreadable", resource: "applications.argoproj.io" },
		});
		await expect(readDelivery(cluster, { ...application, name: "../secrets" })).rejects.toThrow();
		expect(paths).toHaveLength(1);
	});
});
