import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { openCluster } from "#server/connectors/kubernetes/cluster.ts";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import type { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { reflect } from "#server/connectors/kubernetes/reflector.ts";
import {
	configThrough,
	type FaultProxy,
	type Instead,
	type Seen,
	startFaultProxy,
} from "#server/connectors/kubernetes/testing/fault-proxy.ts";
import { workloadSchema } from "#server/connectors/kubernetes/workload-schema.ts";
import { startTestCluster, type TestCluster } from "#server/deployments/testing/cluster.ts";
import { makeNamespace } from "#server/deployments/testing/company.ts";

const namespace = "faults";
const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
const soon = { timeout: 60_000, interval: 20 };
const listed = z.object({
	items: z.array(z.object({ metadata: z.object({ name: z.string(), uid: z.string(), resourceVersion: z.string() }) })),
});
const status = (code: number, message: string) =>
	JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", code, message });
const forbidden = status(403, 'deployments.apps is forbidden: User "lazo" cannot list resource "deployments"');

let there: TestCluster;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
	there = await startTestCluster();
	await makeNamespace(there, namespace);
}, 120_000);
afterAll(async () => {
	for (const end of ends.reverse()) await end();
	await there?.stop();
}, 60_000);

/** A reflector of Deployments behind a network of its own, and what it was told. */
async function reflector(owner: string) {
	const [config] = readKubeconfig(there.kubeconfigFile);
	if (!config) throw new Error("the cluster has no kubeconfig");
	const proxy = await startFaultProxy(config);
	const cluster = await openCluster(owner, configThrough(proxy));
	const abort = new AbortController();
	const told = { state: new Map<string, WorkloadObject>(), lists: 0, history: [] as string[] };
	const failures: KubernetesError[] = [];
	const quarantined: string[] = [];
	const ours = ({ name }: WorkloadObject) => name.startsWith(`${owner}-`);
	const done = reflect(
		cluster,
		{ kind: "Deployment", schema: workloadSchema("Deployment") },
		{
			signal: abort.signal,
			listener: {
				replaced: (objects) => {
					told.lists++;
					told.state = new Map(objects.filter(ours).map((one) => [one.uid, one]));
				},
				changed: (one) => {
					if (!ours(one)) return;
					told.history.push(`${one.uid} ${one.resourceVersion}`);
					told.state.set(one.uid, one);
				},
				deleted: (one) => {
					if (!ours(one)) return;
					told.history.push(`${one.uid} gone`);
					told.state.delete(one.uid);
				},
				alive: () => {},
				failed: (error) => void failures.push(error),
				quarantined: (name, problem) => void quarantined.push(`${name} ${problem}`),
			},
		},
	);
	const stop = async () => {
		abort.abort();
		await done;
	};
	ends.push(async () => {
		await stop();
		await cluster.close();
		await proxy.stop();
	});
	return { proxy, cluster, told, failures, quarantined, stop };
}

const create = (name: string) =>
	there.send("POST", path, {
		metadata: { name },
		spec: {
			replicas: 0,
			selector: { matchLabels: { app: name } },
			template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: "app", image: "none:1" }] } },
		},
	});
const change = (name: string) =>
	there.send("PATCH", `${path}/${name}`, { metadata: { annotations: { at: `${Date.now()}` } } });

/** What a fresh list says, past the network. */
async function fresh(owner: string): Promise<string[]> {
	const { items } = listed.parse(await there.send("GET", path));
	const ours = items.filter(({ metadata }) => metadata.name.startsWith(`${owner}-`));
	return ours.map(({ metadata }) => `${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`).sort();
}
const shown = (state: Map<string, WorkloadObject>) =>
	[...state.values()].map(({ name, uid, resourceVersion }) => `${name} ${uid} ${resourceVersion}`).sort();

/** Answers the next requests of a kind in the cluster's stead, and leaves the open ones. */
function insteadOf(proxy: FaultProxy, wanted: (seen: Seen) => boolean, answers: Instead[]): void {
	proxy.intercept((seen) => (wanted(seen) ? (answers.shift() ?? null) : null));
}
const watches = ({ path }: Seen) => path.includes("watch=true");
const lists = (seen: Seen) => !watches(seen);
const all = () => true;
const times = (count: number, answer: Instead): Instead[] => Array.from({ length: count }, () => answer);
const expired = JSON.stringify({ type: "ERROR", object: { code: 410, reason: "Expired", message: "too old" } });

type Strike = (proxy: FaultProxy) => void;
const whenNext =
	(wanted: (seen: Seen) => boolean, answers: () => Instead[]): Strike =>
	(proxy) => {
		insteadOf(proxy, wanted, answers());
		proxy.breakAll("cut");
	};
const gone = { status: 410, body: status(410, "too old resource version") };
const faults: [name: string, Strike][] = [
	["cut", (proxy) => proxy.breakAll("cut")],
	["reset", (proxy) => proxy.breakAll("reset")],
	["half-open", (proxy) => proxy.breakAll("half-open")],
	["truncated", (proxy) => proxy.breakAll("truncated")],
	[
		"slow",
		(proxy) => {
			proxy.intercept(() => delay(1_500, null));
			proxy.breakAll("cut");
		},
	],
	["dropped", whenNext(all, () => times(3, "dropped"))],
	["gone", whenNext(watches, () => times(2, gone))],
	["too-old", whenNext(watches, () => times(2, { status: 200, body: `${expired}\n` }))],
	["no-json", whenNext(watches, () => times(1, { status: 200, body: '{"type":"MODIFIED","object":{"met\n' }))],
	["half-a-list", whenNext(all, () => [gone, { status: 200, body: '{"items":[{"metadata"' }])],
	["silent", whenNext(watches, () => times(3, { status: 200, body: "" }))],
	["broken", whenNext(all, () => times(3, { status: 500, body: status(500, "etcdserver: leader changed") }))],
];

describe.concurrent("a reflector on a bad network (R29)", () => {
	it.each(faults)(
		"shows what a fresh list shows within 30 s, nothing twice: %s",
		async (owner, strike) => {
			const { proxy, told } = await reflector(owner);
			const agrees = (ms: number) =>
				vi.waitFor(async () => expect(shown(told.state)).toEqual(await fresh(owner)), { timeout: ms, interval: 100 });
			await vi.waitFor(() => expect([told.lists, proxy.underWay()]).toEqual([1, 1]), soon);
			for (const name of ["stays", "changes", "goes"]) await create(`${owner}-${name}`);
			await agrees(15_000);
			strike(proxy);
			await change(`${owner}-changes`);
			await there.send("DELETE", `${path}/${owner}-goes`);
			await create(`${owner}-comes`);
			await agrees(30_000);
			expect([...told.state.values()].map(({ name }) => name.slice(owner.length + 1)).sort()).toEqual([
				...["changes", "comes", "stays"],
			]);
			await change(`${owner}-stays`);
			await agrees(15_000);
			expect(told.history).toEqual([...new Set(told.history)]);
			expect(proxy.seen.length).toBeLessThan(25);
		},
		75_000,
	);

	it("waits as long as 429 asks for, by Retry-After", async () => {
		const { proxy, told } = await reflector("throttled");
		await vi.waitFor(() => expect([told.lists, proxy.underWay()]).toEqual([1, 1]), soon);
		const answer = { status: 429, body: status(429, "too many requests"), headers: { "retry-after": "2" } };
		const before = proxy.seen.length;
		whenNext(all, () => times(2, answer))(proxy);
		await create("throttled-comes");
		await vi.waitFor(async () => expect(shown(told.state)).toEqual(await fresh("throttled")), soon);
		const [first, second, third] = proxy.seen.slice(before).map(({ at }) => at);
		expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_990);
		expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(1_990);
	}, 40_000);

	it("names verb and resource of a right it lacks, and asks ever more rarely (R37)", async () => {
		const { proxy, failures } = await reflector("refused");
		proxy.intercept(() => ({ status: 403, body: forbidden }));
		proxy.breakAll("cut");
		const before = proxy.seen.length;
		await vi.waitFor(() => expect(proxy.seen.length - before).toBeGreaterThanOrEqual(4), soon);
		const [first, , , fourth] = proxy.seen.slice(before).map(({ at }) => at);
		expect((fourth ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_700);
		expect(failures.at(-1)).toMatchObject({ code: "forbidden", resource: "deployments.apps", transient: false });
		expect(failures.at(-1)?.message).toMatch(/may not "(list|watch)" deployments\.apps/);
	}, 40_000);

	it("asks for nothing any more once it is stopped while it tries again (R31)", async () => {
		const stopped = await reflector("stopped");
		const control = await reflector("control");
		for (const { proxy } of [stopped, control]) {
			proxy.intercept(() => ({ status: 500, body: status(500, "down") }));
			proxy.breakAll("cut");
		}
		await vi.waitFor(() => expect(stopped.failures.length).toBeGreaterThanOrEqual(2), soon);
		const before = Date.now();
		await stopped.stop();
		expect(Date.now() - before).toBeLessThan(1_000);
		expect(stopped.proxy.underWay()).toBe(0);
		const asked = stopped.proxy.seen.length;
		const then = control.proxy.seen.length;
		await vi.waitFor(() => expect(control.proxy.seen.length - then).toBeGreaterThanOrEqual(3), soon);
		expect(stopped.proxy.seen).toHaveLength(asked);
	}, 40_000);
});

describe("objects that cannot be read (R30)", () => {
	const template = { spec: { containers: [{ name: "app", image: "none:1" }] } };
	const object = (name: string, metadata: object = {}) => ({
		metadata: {
			name,
			namespace,
			uid: name,
			resourceVersion: "7",
			creationTimestamp: "2026-05-01T00:00:00Z",
			...metadata,
		},
		spec: { replicas: 0, template },
	});
	const abyss = `${'{"more":'.repeat(20_000)}{}${"}".repeat(20_000)}`;
	const text = (value: unknown) => JSON.stringify(value).replaceAll('"an abyss"', abyss);
	const hostile = [
		null,
		"not an object",
		{ spec: {} },
		object("hostile-no-date", { creationTimestamp: "yesterday" }),
		object("hostile-bad-date", { creationTimestamp: "2026-13-45T99:00:00Z" }),
		object("hostile-labels", { labels: { app: 7 } }),
		{ ...object("hostile-replicas"), spec: { replicas: "many", template } },
		{ ...object("hostile-deep"), spec: { template: { spec: { more: "an abyss" } } } },
	];

	it("are set aside, one by one; the others are shown, and a huge annotation costs nothing", async () => {
		const { proxy, told, quarantined } = await reflector("hostile");
		const good = object("hostile-good", { annotations: { big: "x".repeat(1024 * 1024), small: "kept" } });
		const list = { metadata: { resourceVersion: "7" }, items: [...hostile, good, object("hostile-last")] };
		const later = [...hostile, object("hostile-later")].map((one) => text({ type: "ADDED", object: one }));
		const many = [{ status: 200, body: `${later.join("\n")}\n` }];
		proxy.intercept((seen) => (lists(seen) ? { status: 200, body: text(list) } : (many.shift() ?? "dropped")));
		proxy.breakAll("cut");
		await vi.waitFor(() => {
			expect([...told.state.keys()].sort()).toEqual(["hostile-good", "hostile-last", "hostile-later"]);
		}, soon);
		expect(told.state.get("hostile-good")?.annotations).toEqual({ small: "kept" });
		expect(quarantined.filter((one) => one.includes("hostile-deep"))).not.toEqual([]);
		expect(new Set(quarantined.map((one) => one.split(" ")[0]))).toEqual(
			new Set([
				"?",
				...["no-date", "bad-date", "labels", "replicas", "deep"].map((name) => `${namespace}/hostile-${name}`),
			]),
		);
	}, 40_000);
});
