import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { addCluster, closeClusters } from "#server/connectors/kubernetes/open-clusters.ts";
import { clusterAt } from "#server/connectors/kubernetes/testing/cluster-at.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { openPull } from "../testing/preview-company.ts";
import { followLabelGivenBack } from "./follow-label.ts";
import { previewCommentQueue, previewQueue } from "./queue.ts";
import { tendPreview } from "./tend-preview.ts";
import { tickPreviews } from "./tick-previews.ts";

const soon = { timeout: 5_000, interval: 20 };
const settings = {
	...{ namespace: "previews", replicas: 1, hours: 24, urlPattern: null, ingressClass: "nginx" },
	...{ cpuPrice: null, memoryPrice: null },
};
let database: TestDatabase;
let serviceId: string;
let repositoryId: string;
const servers: Answering[] = [];

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const boss = await startJobs(true);
	for (const { name } of [previewQueue, previewCommentQueue]) await boss.createQueue(name);
	serviceId = await makeService("checkout", (await makeTeam("payments")).teamId);
	const about = { slug: "almena/checkout", url: "https://git.test/checkout", defaultBranch: "main" };
	({ id: repositoryId } = await db().repository.create({ data: { ...about, observedAt: new Date() } }));
	await db().entity.update({ where: { id: serviceId }, data: { repositoryId } });
});
afterEach(async () => {
	await db().preview.deleteMany();
	await closeClusters();
	for (const server of servers.splice(0)) await server.close();
});
afterAll(async () => {
	await stopJobs();
	await database.drop();
});

let pulls = 0;
async function makePreview(more: Partial<Prisma.PreviewUncheckedCreateInput> = {}) {
	const pull = await openPull(repositoryId, ++pulls);
	return db().preview.create({
		data: {
			...{ serviceId, pullRequestId: pull.id, environment: "staging", settings, namespace: "previews" },
			...{ ownsNamespace: false, name: `preview-checkout-${pulls}`, actor: { kind: "person", id: "ana" } },
			...{ source: "person", endsAt: new Date(Date.now() + 3_600_000), ...more },
		},
	});
}
const statusOf = async (id: string) => (await db().preview.findUniqueOrThrow({ where: { id } })).status;

/** A cluster that answers so; returns its connection's id. */
async function cluster(answer: Parameters<typeof answerWith>[0]): Promise<string> {
	const server = await answerWith(answer);
	servers.push(server);
	const { url } = server;
	const about = { kind: "kubernetes", name: url, url, source: "settings" };
	const { id } = await db().connection.create({ data: about });
	await addCluster(id, clusterAt(url));
	return id;
}

it("stays ended when a step that began before meets a problem", async () => {
	const { id } = await makePreview();
	let tending: Promise<void> | undefined;
	await db().$transaction(async (tx) => {
		await tx.preview.update({ where: { id }, data: { status: "ending", endReason: "person" } });
		tending = tendPreview(id);
		await vi.waitFor(async () => {
			const [row] = await db().$queryRaw<{ count: number }[]>`
				select count(*)::int as count from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'`;
			expect(row?.count).toBe(1);
		}, soon);
	});
	await tending;
	expect(await statusOf(id)).toBe("ending");
});

it("takes away a way in that was made before the cluster refused one, and ends where it may not look for it", async () => {
	const calls: string[] = [];
	let services = [{ metadata: { name: "preview-checkout", uid: "7" } }];
	const connectionId = await cluster(({ method = "", url = "" }, response) => {
		calls.push(`${method} ${url.split("?")[0]}`);
		if (method === "DELETE") services = [];
		const forbidden = url.includes("/ingresses");
		const failure = { kind: "Status", status: "Failure", message: "may not", reason: "Forbidden", code: 403 };
		const items = url.includes("/services") ? services : [];
		const body = forbidden ? failure : method === "GET" ? { items } : {};
		response.writeHead(forbidden ? 403 : 200, { "content-type": "application/json" }).end(JSON.stringify(body));
	});
	const notes = [{ code: "way-in-refused", verb: "create", resource: "services", message: "may not" }];
	const { id } = await makePreview({ status: "ending", endingAt: new Date(), connectionId, notes });
	await tendPreview(id);
	expect(calls).toContain("DELETE /api/v1/namespaces/previews/services/preview-checkout");
	await db().preview.update({ where: { id }, data: { retryAt: null } });
	await tendPreview(id);
	expect(await statusOf(id)).toBe("ended");
});

it("does not wait for previews on a cluster that never answers", async () => {
	const dead = await cluster(() => {});
	for (let index = 0; index < 3; index++)
		await makePreview({ status: "ending", endingAt: new Date(), connectionId: dead });
	const connectionId = await cluster((_, response) =>
		response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items: [] })),
	);
	const { id } = await makePreview({ status: "ending", endingAt: new Date(), connectionId });
	const stop = new AbortController();
	const ticking = tickPreviews(stop.signal);
	await vi.waitFor(async () => expect(await statusOf(id)).toBe("ended"), soon);
	stop.abort();
	await closeClusters();
	await ticking;
});

it("comes again when its label was given back before all of it was gone, and not when a later one had its time", async () => {
	await db().previewRule.create({ data: { serviceId, environment: "staging", settings } });
	const first = await makePreview({ status: "ended", endReason: "label", source: "label" });
	const where = { pullRequestId: first.pullRequestId };
	await followLabelGivenBack(first.id);
	expect(await db().preview.count({ where })).toBe(1);
	await db().pullRequest.update({ where: { id: first.pullRequestId }, data: { labels: ["preview"] } });
	await followLabelGivenBack(first.id);
	await followLabelGivenBack(first.id);
	expect(await db().preview.count({ where })).toBe(2);
	await db().preview.updateMany({ where, data: { status: "ended", endReason: "expired" } });
	await db().preview.update({ where: { id: first.id }, data: { endReason: "label" } });
	await followLabelGivenBack(first.id);
	expect(await db().preview.count({ where })).toBe(2);
});
