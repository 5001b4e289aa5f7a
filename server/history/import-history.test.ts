import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadRota } from "#server/access/on-call/load-rota.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { importHistory } from "./import-history.ts";

const config = JSON.stringify({ config: { Labels: { "org.opencontainers.image.version": "1.0.0" } } });
const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const manifest = JSON.stringify({ config: { digest: digestOf(config), size: config.length }, layers: [] });
const digest = digestOf(manifest);
const folder = mkdtempSync(join(tmpdir(), "lazo-history-"));
const file = join(folder, "history.json");
let database: TestDatabase;
let registry: Server;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	registry = createServer((request, response) => {
		if (request.url?.endsWith(`/manifests/${encodeURIComponent(digest)}`)) return response.end(manifest);
		if (request.url?.includes("/blobs/")) return response.end(config);
		return response.writeHead(404).end();
	});
	await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
	const host = `127.0.0.1:${(registry.address() as AddressInfo).port}`;
	await db().connection.create({
		data: { kind: "registry", name: "test", url: `http://${host}`, source: "settings" },
	});
	writeFileSync(file, JSON.stringify(history(`${host}/almena/checkout`)));
});
afterAll(async () => {
	registry.close();
	rmSync(folder, { recursive: true, force: true });
	await database.drop();
});

const day = (number: number) => new Date(Date.UTC(2026, 10, number)).toISOString();
const about = { description: "", type: "feature", priority: "high", estimate: 3, labels: [], assignee: "ana" };

/** An item and two deployments: of an image that the registry has, and of one that is gone. */
function history(repository: string) {
	const deployment = (number: number, ran: string) => ({
		...{ service: "checkout", environment: "staging", digest: ran, image: `${repository}@${ran}`, version: "1.0.0" },
		...{ by: "ana", requestedAt: day(number), startedAt: day(number), finishedAt: day(number) },
		...{ outcome: "succeeded", rollbackOf: null, reason: null },
	});
	const times = { startsAt: day(1), endsAt: day(14) };
	const item = { key: "PAY-1", team: "payments", title: "Pay", service: "checkout", sprint: "One", createdAt: day(1) };
	return {
		version: 1,
		generatedAt: day(15),
		sprints: [{ team: "payments", name: "One", ...times, capacity: 20, state: "closed" }],
		items: [{ ...item, ...about, changes: [{ at: day(2), from: "todo", to: "done", by: "ana" }] }],
		deployments: [deployment(2, `sha256:${"0".repeat(64)}`), deployment(3, digest)],
		incidents: [],
		rotas: [
			{ team: "payments", people: ["ana", "sofia"], startsOn: "2026-11-02", time: "09:00", timeZone: "UTC", days: 7 },
		],
		runbooks: [
			{
				...{ service: "checkout", workflow: ".github/workflows/flush.yml", title: "Flush", description: "Drops keys." },
				...{ ref: "main", environments: ["staging"], inputs: {}, approval: true, approvalHours: 4 },
			},
		],
	};
}

async function makeWorkflow(slug: string): Promise<void> {
	const observedAt = new Date();
	const { id: repositoryId } = await db().repository.create({
		data: { slug, url: `http://git.test/${slug}`, defaultBranch: "main", observedAt },
	});
	const about = { name: "flush", path: ".github/workflows/flush.yml", state: "active", inputs: [], observedAt };
	await db().workflow.create({ data: { repositoryId, externalId: 7n, ...about } });
}

it("imports each part as soon as what it speaks of is known, with images fresh from the registry", async () => {
	const signal = new AbortController().signal;
	const importing = importHistory(file, signal);
	const { id: ownerTeamId } = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	expect(await db().item.count()).toBe(0);
	const names = { ref: "component:default/checkout", kind: "component", name: "checkout", title: "Checkout" };
	const annotations = { "github.com/project-slug": "almena/checkout" };
	const rest = { type: "service", ownerTeamId, annotations, document: {}, observedAt: new Date() };
	await db().entity.create({ data: { ...names, ...rest } });
	// No cluster has told of an environment yet.
	await expect.poll(() => db().item.count({ where: { key: "PAY-1", state: "done" } }), { timeout: 10_000 }).toBe(1);
	expect(await db().deployment.count()).toBe(0);
	await db().environment.create({ data: { name: "staging", title: "Staging", rank: 1 } });
	await expect.poll(() => db().deployment.count(), { timeout: 10_000 }).toBe(2);
	expect(await db().runbook.count()).toBe(0);
	await makeWorkflow("almena/checkout");
	await importing;
	const deployments = await db().deployment.findMany({ orderBy: { requestedAt: "asc" }, include: { artifact: true } });
	const rota = await loadRota(db(), ownerTeamId, new Date());
	expect(rota?.people.map(({ login }) => login)).toEqual(["ana", "sofia"]);
	expect(await db().runbook.findMany()).toMatchObject([{ title: "Flush", approval: true, environments: ["staging"] }]);
	expect(deployments.map(({ artifact }) => artifact?.version ?? null)).toEqual([null, "1.0.0"]);
});

it("changes nothing the second time", async () => {
	const before = await db().loopEvent.count();
	await importHistory(file, new AbortController().signal);
	expect(await db().loopEvent.count()).toBe(before);
});
