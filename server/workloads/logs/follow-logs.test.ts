import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { listPlaces } from "#server/deployments/list-places.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { serveWorker } from "../testing/serve-worker.ts";
import { startWorkerOnCluster } from "../testing/start-features.ts";
import { followLogs } from "./follow-logs.ts";
import { type LogEvent, type LogLine, logQuerySchema } from "./schema.ts";

const environment = "staging";
const soon = { timeout: 30_000, interval: 100 };
let cluster: TestCluster;
let stopServing: () => Promise<void>;
let developer: Actor;
let stranger: Actor;
let stop: () => Promise<void>;
const readers: AbortController[] = [];

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	stopServing = await serveWorker();
	const team = await makeTeam("payments");
	developer = team.developer;
	const other = await makeTeam("orders");
	stranger = await makePerson("viewer", other.teamId, "viewer");
	await makeService("checkout", team.teamId);
	await makeNamespace(cluster, environment);
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service: "checkout", digest });
	await vi.waitFor(async () => expect(await ready()).toBe(2), soon);
}, 120_000);
afterEach(() => {
	for (const reader of readers.splice(0)) reader.abort();
});
afterAll(async () => {
	await stopServing?.();
	await stop?.();
}, 60_000);

const ready = async () => (await listPlaces(developer, { service: "checkout", limit: 10 })).items[0]?.ready;

/** Opens a log and gathers what it tells. */
function open(query: Record<string, string> = {}, actor = developer) {
	const reader = new AbortController();
	readers.push(reader);
	const heard: LogEvent[] = [];
	const asked = { ...logQuerySchema.parse(query), service: "checkout", environment };
	const done = (async () => {
		for await (const event of followLogs(actor, asked, reader.signal)) heard.push(event);
	})();
	done.catch(() => {});
	return {
		...{ heard, done, close: () => reader.abort() },
		lines: () => heard.flatMap((event): LogLine[] => (event.type === "lines" ? event.lines : [])),
		sources: () => heard.findLast((event) => event.type === "sources")?.sources ?? [],
	};
}

const podsSchema = z.object({
	items: z.array(z.object({ metadata: z.object({ name: z.string() }), status: z.object({ podIP: z.string() }) })),
});
/** Sends a request to every pod, so that each writes a line. */
async function visitPods(path: string) {
	const { items } = podsSchema.parse(await cluster.send("GET", `/api/v1/namespaces/${environment}/pods`));
	for (const { status } of items) {
		// Pods of a test's cluster listen on the loopback network.
		const address = status.podIP.replace(/^10\./, "127.");
		await fetch(`http://${address}:8080${path}`).then((answer) => answer.text());
	}
	return items.map(({ metadata }) => metadata.name);
}

describe("followLogs", () => {
	it("merges what all pods have written in order of time, and goes on with what they write", async () => {
		const log = open();
		await vi.waitFor(() => expect(log.lines().length).toBeGreaterThanOrEqual(2), soon);
		expect(log.sources()).toHaveLength(2);
		expect(new Set(log.lines().map(({ source }) => source)).size).toBe(2);
		const before = log.lines().length;
		await visitPods("/orders/live");
		await vi.waitFor(() => expect(log.lines().length).toBe(before + 2), soon);
		const times = log.lines().map(({ at }) => at);
		expect(times).toEqual(times.toSorted());
		expect(log.lines().at(-1)).toMatchObject({ severity: "info", text: expect.stringContaining("/orders/live") });
	}, 60_000);

	it("passes on only what fits the filter, of old lines and new ones", async () => {
		await visitPods("/carts/7");
		const log = open({ q: "route=/carts/:id status=200" });
		await vi.waitFor(() => expect(log.lines()).toHaveLength(2), soon);
		await visitPods("/orders/other");
		await visitPods("/carts/8");
		await vi.waitFor(() => expect(log.lines()).toHaveLength(4), soon);
		const grave = open({ severity: "error", follow: "false" });
		await grave.done;
		expect(grave.lines()).toEqual([]);
	}, 60_000);

	it("tells a range of time and ends", async () => {
		const [first] = await visitPods("/range/in");
		const from = new Date(Date.now() - 60_000).toISOString();
		const log = open({ from, to: new Date().toISOString(), pod: first ?? "" });
		await log.done;
		expect(log.heard.at(-1)).toEqual({ type: "end" });
		expect(log.lines().at(-1)?.text).toContain("/range/in");
		expect(log.sources()).toMatchObject([{ pod: first, state: "ended" }]);
		await expect(open({ from, to: from }).done).rejects.toMatchObject({ code: "empty-range" });
	}, 60_000);

	it("takes up pods that come later and lets go of those that went, without losing the place", async () => {
		const log = open();
		await vi.waitFor(() => expect(log.sources().filter(({ state }) => state === "open")).toHaveLength(2), soon);
		const before = log.sources().map(({ pod }) => pod);
		const digest = await makeVersion(cluster, "checkout", { version: "2.0.0" });
		const image = `${cluster.registry}/almena/checkout@${digest}`;
		await cluster.send("PATCH", `/apis/apps/v1/namespaces/${environment}/deployments/checkout`, {
			spec: { template: { spec: { containers: [{ name: "app", image }] } } },
		});
		await vi.waitFor(() => {
			const now = log.sources().map(({ pod }) => pod);
			expect(now).toHaveLength(2);
			expect(now.filter((pod) => before.includes(pod))).toEqual([]);
		}, soon);
		const texts = log.lines().map(({ text }) => text);
		expect(texts.filter((text) => text.includes('"2.0.0"') && text.includes("listening"))).toHaveLength(2);
		expect(texts.filter((text) => text.includes("shutting down"))).toHaveLength(2);
	}, 60_000);

	it("is for the service's team and for those who build; a viewer of another team is told so", async () => {
		await expect(open({}, stranger).done).rejects.toMatchObject({ status: 403, params: { action: "logs.read" } });
	});

	it("lets nobody follow more than six logs at once, and forgets those that were closed (R32)", async () => {
		const logs = Array.from({ length: 6 }, () => open());
		await vi.waitFor(() => expect(logs.every(({ heard }) => heard.length > 0)).toBe(true), soon);
		await expect(open().done).rejects.toMatchObject({ status: 429, code: "too-many-streams" });
		for (const { close } of logs) close();
		await Promise.all(logs.map(({ done }) => done));
		const again = open();
		await vi.waitFor(() => expect(again.heard.length).toBeGreaterThan(0), soon);
	}, 60_000);

	it("says of a worker that is away that it is, and of a service that nobody knows that there is none", async () => {
		const nothing = { ...logQuerySchema.parse({}), service: "nothing", environment };
		const { signal } = new AbortController();
		await expect(followLogs(developer, nothing, signal).next()).rejects.toMatchObject({ status: 404 });
		await stopServing();
		await expect(open().done).rejects.toMatchObject({ status: 503, code: "worker-away" });
	});
});
