import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { endSession, findSessionActor, startSession } from "#server/access/sessions.ts";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import { addCluster, closeClusters } from "#server/connectors/kubernetes/open-clusters.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { db } from "#server/platform/database.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { startFeed } from "#server/platform/live/feed.ts";
import { runSequencer } from "#server/platform/live/run-sequencer.ts";
import { type Handlers, serveCalls } from "#server/platform/rpc.ts";
import { answerStream } from "#server/platform/rpc-stream.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { logsCall } from "#server/workloads/logs/logs-call.ts";
import type { LogEvent } from "#server/workloads/logs/schema.ts";
import { streamLogs } from "#server/workloads/logs/stream-logs.ts";
import { createApi } from "./app.ts";

// A cluster that writes what a test wants into logs, and shows who still listens.
let database: TestDatabase;
let apiServer: Answering;
let worker: Server;
let letGo: () => Promise<void>;
let session: string;
let personId: string;
let answer: (response: ServerResponse) => void;
const listening = new Set<ServerResponse>();
const asked: URL[] = [];
const stops: (() => Promise<void>)[] = [];
const readers: AbortController[] = [];
const soon = { timeout: 2_000, interval: 20 };

beforeAll(async () => {
	database = await createTestDatabase("worker");
	stops.push(runSequencer(database.url), await startFeed(database.url));
	apiServer = await answerWith((request, response) => {
		asked.push(new URL(request.url ?? "", "http://cluster"));
		listening.add(response);
		response.on("close", () => listening.delete(response));
		response.writeHead(200).flushHeaders();
		answer(response);
	});
	const connection = await db().connection.create({
		data: { kind: "kubernetes", name: "harbor", url: apiServer.url, source: "settings" },
	});
	await addCluster(connection.id, plainCluster(apiServer.url));
	const handlers: Handlers = new Map();
	answerStream(handlers, logsCall, streamLogs);
	worker = serveCalls(handlers, async () => null);
	await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
	const address = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
	letGo = whileHolding("worker", address, (signal) => once(signal, "abort").then(() => {}));
	await vi.waitFor(async () => expect(await db().lease.count({ where: { name: "worker" } })).toBe(1), 10_000);
	const { teamId, developer } = await makeTeam("payments");
	personId = developer.id;
	session = await startSession(personId, null);
	await makePod(connection.id, await makeService("checkout", teamId));
});
beforeEach(() => {
	answer = (response) => response.write("2026-11-21T10:00:00.5Z ready\n");
});
afterEach(async () => {
	for (const reader of readers.splice(0)) reader.abort();
	await vi.waitFor(() => expect(listening.size).toBe(0), soon);
	asked.length = 0;
});
afterAll(async () => {
	await letGo?.();
	worker?.closeAllConnections();
	worker?.close();
	for (const stop of stops) await stop();
	await closeClusters();
	await apiServer?.close();
	await database?.drop();
});

/** A cluster without TLS, as only a kubeconfig can ask for. */
function plainCluster(server: string) {
	const folder = mkdtempSync(join(tmpdir(), "lazo-logs-"));
	const cluster = { name: "c", cluster: { server, "insecure-skip-tls-verify": true } };
	const user = { name: "u", user: { token: "t" } };
	const context = { name: "harbor", context: { cluster: "c", user: "u" } };
	writeFileSync(
		join(folder, "kubeconfig"),
		JSON.stringify({ clusters: [cluster], users: [user], contexts: [context] }),
	);
	const [config] = readKubeconfig(join(folder, "kubeconfig"));
	rmSync(folder, { recursive: true });
	if (!config) throw new Error("no context");
	return config;
}

async function makePod(connectionId: string, serviceId: string) {
	const staging = { name: "staging", title: "Staging", rank: 1, production: false };
	await db().environment.upsert({ where: { name: "staging" }, create: staging, update: {} });
	const now = new Date();
	const counts = { generation: 1, observedGeneration: 1, desired: 1, updated: 1, ready: 1, available: 1 };
	const about = { connectionId, namespace: "staging", createdAt: now, observedAt: now };
	const names = { uid: "w", kind: "Deployment", name: "checkout", environment: "staging", serviceId };
	const workload = await db().workload.create({ data: { ...about, ...names, ...counts } });
	const container = {
		...{
			name: "app",
			image: "i",
			digest: null,
			ready: true,
			restarts: 0,
			state: "running",
			reason: null,
			message: null,
		},
		...{ exitCode: null, lastExitCode: null, lastReason: null, lastFinishedAt: null, requests: {}, limits: {} },
	};
	await db().pod.create({
		data: {
			...{ ...about, uid: "p", name: "checkout-1", workloadId: workload.id, phase: "Running", ready: true },
			containers: [container],
		},
	});
}

/** Follows the log over HTTP as a browser does. */
async function follow(cookie = session) {
	const reader = new AbortController();
	readers.push(reader);
	const response = await createApi().fetch(
		new Request("http://127.0.0.1:3000/api/v1/services/checkout/environments/staging/logs", {
			headers: { cookie: `lazo-session=${cookie}` },
			signal: reader.signal,
		}),
	);
	const heard: LogEvent[] = [];
	const ended = (async () => {
		let rest = "";
		const decoder = new TextDecoder();
		for await (const chunk of response.body ?? []) {
			const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
			rest = parts.pop() ?? "";
			heard.push(...parts.map((part): LogEvent => JSON.parse(part)));
		}
	})().catch(() => {});
	const lines = () => heard.flatMap((event) => (event.type === "lines" ? event.lines : []));
	return { response, heard, ended, lines, leave: () => reader.abort() };
}

describe("a followed log over HTTP", () => {
	it("is JSON line by line that nothing on the way may hold back", async () => {
		const { response, lines } = await follow();
		expect(response.status).toBe(200);
		expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
		expect(response.headers.get("cache-control")).toContain("no-transform");
		await vi.waitFor(
			() => expect(lines()).toMatchObject([{ text: "ready", at: "2026-11-21T10:00:00.500000000Z" }]),
			soon,
		);
	});

	it("lets go of the cluster within two seconds when its reader goes, a hundred times over (R32)", async () => {
		for (let round = 0; round < 20; round++) {
			const logs = await Promise.all(Array.from({ length: 5 }, () => follow()));
			expect(logs.map(({ response }) => response.status)).toEqual([200, 200, 200, 200, 200]);
			await vi.waitFor(() => expect(listening.size).toBe(5), soon);
			for (const { leave } of logs) leave();
			await vi.waitFor(() => expect(listening.size).toBe(0), soon);
		}
	}, 60_000);

	it("stays open while nothing is written, and says that it lives (R33)", async () => {
		const { heard, lines } = await follow();
		await vi.waitFor(() => expect(heard.some(({ type }) => type === "beat")).toBe(true), {
			...{ timeout: 15_000, interval: 100 },
		});
		expect(listening.size).toBe(1);
		for (const response of listening) response.write("2026-11-21T10:00:20Z still here\n");
		await vi.waitFor(() => expect(lines().at(-1)?.text).toBe("still here"), soon);
	}, 20_000);

	it("is read on where it broke off, no line twice and none left out", async () => {
		answer = (response) => {
			const again = asked.length > 1;
			response.write("2026-11-21T10:00:01Z one\n2026-11-21T10:00:01Z two\n");
			if (!again) return void setTimeout(() => response.destroy(), 50);
			response.write("2026-11-21T10:00:01Z three\n2026-11-21T10:00:02Z four\n");
		};
		const { lines, heard } = await follow();
		await vi.waitFor(() => expect(lines().map(({ text }) => text)).toEqual(["one", "two", "three", "four"]), {
			...{ timeout: 5_000, interval: 50 },
		});
		expect(asked[1]?.searchParams.get("sinceTime")).toBe("2026-11-21T10:00:01Z");
		const states = heard.flatMap((event) => (event.type === "sources" ? event.sources.map(({ state }) => state) : []));
		expect(states.at(-1)).toBe("open");
	});

	it("cuts lines without end, makes hostile ones inert and leaves out what comes too fast, with a count (R57)", async () => {
		const { lines, heard } = await follow();
		await vi.waitFor(() => expect(lines()).toHaveLength(1), soon);
		const [response] = listening;
		response?.write(
			`2026-11-21T10:00:03Z ${"x".repeat(200_000)}\n2026-11-21T10:00:04Z \u001b]8;;http://evil\u0007\u0000token=abc\n`,
		);
		await vi.waitFor(() => expect(lines()).toHaveLength(3), soon);
		expect(lines()[1]).toMatchObject({ cut: true });
		expect(lines()[1]?.text.length).toBeLessThanOrEqual(16 * 1024);
		expect(lines()[2]).toMatchObject({ text: "␀token=[redacted]", cut: false });
		for (let number = 0; number < 30_000; number++) response?.write(`2026-11-21T10:00:05Z fast ${number}\n`);
		response?.write("2026-11-21T10:00:06Z last\n");
		await vi.waitFor(() => expect(lines().at(-1)?.text).toBe("last"), { timeout: 15_000, interval: 100 });
		const dropped = heard.reduce((sum, event) => sum + (event.type === "lines" ? event.dropped : 0), 0);
		expect(dropped + lines().length).toBe(30_004);
		expect(lines().length).toBeLessThan(15_000);
	}, 30_000);

	it("ends within two seconds when the session does (R50)", async () => {
		const own = await startSession(personId, null);
		const { heard, ended } = await follow(own);
		await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), soon);
		const actor = await findSessionActor(own);
		if (actor?.kind !== "person") throw new Error("no session");
		await endSession(actor.sessionId);
		await vi.waitFor(() => expect(listening.size).toBe(0), soon);
		await ended;
	});

	it("names a cluster that does not answer; the lines of the others come (D14)", async () => {
		const away = await db().connection.create({
			data: { kind: "kubernetes", name: "away", url: "https://away.test", source: "settings" },
		});
		const service = await db().entity.findFirstOrThrow({ where: { name: "checkout" } });
		await makePod(away.id, service.id);
		const { lines, heard } = await follow();
		await vi.waitFor(() => expect(lines().map(({ text }) => text)).toEqual(["ready"]), { timeout: 5_000 });
		const told = heard.findLast((event) => event.type === "sources")?.sources ?? [];
		expect(told).toHaveLength(2);
		expect(told).toContainEqual(
			expect.objectContaining({
				cluster: "away",
				state: "failed",
				problem: expect.objectContaining({ code: "cluster-unreachable" }),
			}),
		);
		expect(told).toContainEqual(expect.objectContaining({ cluster: "harbor", state: "open", problem: null }));
		await db().connection.delete({ where: { id: away.id } });
	});

	it("is refused to who is not signed in", async () => {
		expect((await follow("wrong")).response.status).toBe(401);
	});
});
