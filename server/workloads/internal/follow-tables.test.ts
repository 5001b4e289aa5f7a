import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { replicaSetSchema } from "#server/connectors/kubernetes/objects.ts";
import { podSchema } from "#server/connectors/kubernetes/pod-object.ts";
import { workloadSchema } from "#server/connectors/kubernetes/workload-schema.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { type ClusterState, emptyState, putOwned } from "./cluster-state.ts";
import { followTables, type Tables } from "./follow-tables.ts";
import { readWritten } from "./read-written.ts";

const digest = `sha256:${"a".repeat(64)}`;
const creationTimestamp = "2026-11-21T10:00:00Z";
const labels = { "lazo.dev/service": "checkout" };
const template = {
	metadata: { labels },
	spec: { containers: [{ name: "app", image: `registry.example/a@${digest}` }] },
};
const owned = (kind: string, uid: string) => [{ kind, name: uid, uid, controller: true }];
const soon = { timeout: 5_000, interval: 20 };

let database: TestDatabase;
let connectionId: string;
let teamId: string;
let state: ClusterState;
let tables: Tables;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const data = { kind: "kubernetes", name: "c", url: "https://c.test", source: "settings" };
	connectionId = (await db().connection.create({ data })).id;
	({ teamId } = await makeTeam("payments"));
});
afterAll(() => database?.drop());

/** A cluster that nobody calls here: what is known of it is put into the state. */
const silent = (): Cluster => {
	const never = () => Promise.reject(new Error("nobody calls"));
	return { connectionId, name: "c", call: never, open: never, connect: never, close: async () => {} };
};

function putWorkload(resourceVersion: string): void {
	const metadata = { uid: "w", name: "checkout", namespace: "staging", resourceVersion, creationTimestamp, labels };
	const status = { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
	state.workloads.set("w", workloadSchema("Deployment").parse({ metadata, spec: { replicas: 2, template }, status }));
}

function putPod(uid: string, { restarts = 0, waiting = "" } = {}): void {
	const metadata = { uid, name: uid, namespace: "staging", resourceVersion: "1", creationTimestamp };
	const containerState = waiting ? { waiting: { reason: waiting } } : { running: { startedAt: creationTimestamp } };
	const app = { name: "app", imageID: digest, ready: !waiting, restartCount: restarts, state: containerState };
	const conditions = [{ type: "Ready", status: waiting ? "False" : "True" }];
	const pod = podSchema.parse({
		metadata: { ...metadata, ownerReferences: owned("ReplicaSet", "r") },
		spec: template.spec,
		status: { phase: "Running", conditions, containerStatuses: [app] },
	});
	putOwned({ objects: state.pods, byOwner: state.podsOf }, pod);
}

function follow(): void {
	tables = followTables(silent(), state, { signal: new AbortController().signal, extra: {} });
	tables.begin();
}

const restartsOf = async (uid: string) => (await db().pod.findFirst({ where: { uid } }))?.restarts;
const place = () => db().serviceEnvironment.findFirst();
/** A mark that only a whole ingest takes away. */
const overwrite = () => db().workload.updateMany({ data: { changeCause: "nobody looked" } });
const looked = async () => (await db().workload.findFirst())?.changeCause === null;

beforeEach(() => {
	state = emptyState();
	state.namespaces.set("staging", { uid: "n", name: "staging", labels: { "lazo.dev/environment": "staging" } });
	const metadata = { uid: "r", name: "checkout-1", namespace: "staging", resourceVersion: "1", creationTimestamp };
	const set = { metadata: { ...metadata, ownerReferences: owned("Deployment", "w") }, spec: { replicas: 2, template } };
	putOwned({ objects: state.replicaSets, byOwner: state.replicaSetsOf }, replicaSetSchema.parse(set));
	putWorkload("1");
	putPod("p-1");
	putPod("p-2");
});

describe("followTables", () => {
	it("claims a workload whose service comes into the catalog later", async () => {
		follow();
		await vi.waitUntil(async () => (await db().pod.count()) === 2, soon);
		expect(await place()).toBeNull();
		await makeService("checkout", teamId);
		await vi.waitUntil(async () => (await place())?.runningDigest === digest, { ...soon, timeout: 10_000 });
		await tables.stop();
	}, 20_000);

	it("a worker that starts writes nothing that the tables say already", async () => {
		await overwrite();
		follow();
		await vi.waitUntil(tables.idle, soon);
		expect(await looked()).toBe(false);
		putWorkload("2");
		tables.mark("w");
		await vi.waitUntil(looked, soon);
		await tables.stop();
	});

	it("a worker that starts writes what changed while nobody watched", async () => {
		putWorkload("2");
		putPod("p-2", { restarts: 3 });
		follow();
		await vi.waitUntil(async () => (await restartsOf("p-2")) === 3, soon);
		await tables.stop();
	});

	it("a worker that starts begins with what nobody has looked at for longest", async () => {
		const seen = (uid: string, minutesAgo: number) =>
			db().workload.create({
				data: {
					...{ connectionId, uid, name: uid, namespace: "staging", kind: "Deployment", createdAt: new Date() },
					...{ generation: 1, observedGeneration: 1, desired: 2, updated: 2, ready: 2, available: 2 },
					observedAt: new Date(Date.now() - minutesAgo * 60_000),
				},
			});
		await Promise.all([seen("a", 1), seen("b", 5), seen("c", 3)]);
		const known = state.workloads.get("w");
		state.workloads.clear();
		for (const uid of ["a", "b", "c", "new"]) if (known) state.workloads.set(uid, { ...known, uid });
		expect((await readWritten(connectionId, state)).others).toEqual(["new", "b", "c", "a"]);
		await db().workload.deleteMany({ where: { uid: { in: ["a", "b", "c"] } } });
	});

	it("pods of which nothing follows are written by themselves, and the next worker knows of them", async () => {
		putWorkload("2");
		putPod("p-2", { restarts: 3 });
		follow();
		await vi.waitUntil(tables.idle, soon);
		await overwrite();
		putPod("p-1", { restarts: 7 });
		tables.mark("w");
		await vi.waitUntil(async () => (await restartsOf("p-1")) === 7, soon);
		await tables.stop();
		follow();
		await vi.waitUntil(tables.idle, soon);
		expect(await looked()).toBe(false);
		await tables.stop();
	});

	it("a pod in trouble makes its place degraded, and one that is gone goes", async () => {
		follow();
		await vi.waitUntil(tables.idle, soon);
		putPod("p-1", { waiting: "CrashLoopBackOff" });
		tables.mark("w");
		await vi.waitUntil(async () => (await place())?.status === "degraded", soon);
		state.pods.delete("p-1");
		state.podsOf.get("r")?.delete("p-1");
		tables.mark("w");
		await vi.waitUntil(async () => (await db().pod.count()) === 1, soon);
		await tables.stop();
	});
});
