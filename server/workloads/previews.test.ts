import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import { makeNamespace, makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { endPreview } from "./previews/end-preview.ts";
import { extendPreview } from "./previews/extend-preview.ts";
import { followLabel } from "./previews/follow-label.ts";
import { getPreview } from "./previews/get-preview.ts";
import { getPreviewRule } from "./previews/get-preview-rule.ts";
import { listPreviews } from "./previews/list-previews.ts";
import { requestPreview } from "./previews/request-preview.ts";
import type { PreviewRule } from "./previews/schema.ts";
import { setPreviewRule } from "./previews/set-preview-rule.ts";
import { buildFrom, makeCopied, openPull, shaOf } from "./testing/preview-company.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

const service = "checkout";
const soon = { timeout: 60_000, interval: 100 };
const rule: PreviewRule = {
	...{ environment: "staging", namespace: null, replicas: 1, hours: 24, ingressClass: null },
	...{ urlPattern: "https://{service}-pr-{number}.preview.example.com", cpuPrice: 0.1, memoryPrice: 0 },
};
let cluster: TestCluster;
let developer: Actor;
let keeper: Actor;
let stranger: Actor;
let repositoryId: string;
let stop: () => Promise<void>;

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	keeper = await makePerson("the-lead", team.teamId, "lead");
	stranger = (await makeTeam("storefront")).developer;
	await makeNamespace(cluster, "staging");
	const repository = await db().repository.create({
		data: {
			slug: "almena/checkout",
			url: "https://git.test/almena/checkout",
			defaultBranch: "main",
			observedAt: new Date(),
		},
	});
	repositoryId = repository.id;
	const id = await makeService(service, team.teamId);
	await db().entity.update({ where: { id }, data: { repositoryId } });
	await makeCopied(cluster, service);
	await vi.waitFor(async () => {
		const place = await db().serviceEnvironment.findFirst();
		expect(place).toMatchObject({ status: "healthy", ready: 2 });
	}, soon);
}, 90_000);
afterAll(() => stop?.(), 60_000);

const become = (id: string, expected: object) =>
	vi.waitFor(async () => {
		const found = await getPreview(developer, id);
		expect(found).toMatchObject(expected);
		return found;
	}, soon);
const build = (commitSha: string, version: string, more: { crashAfterMs?: number } = {}) =>
	buildFrom(cluster, { service, commitSha, version, ...more });
const get = (path: string) => cluster.send("GET", path);

describe("the rule of previews (D12)", () => {
	it("is chosen by who keeps the environment, and stands in no environment's namespace", async () => {
		await openPull(repositoryId, 1);
		await expect(requestPreview(developer, { service, number: 1 })).rejects.toMatchObject({ code: "preview-off" });
		await expect(setPreviewRule(developer, service, rule)).rejects.toMatchObject({ status: 403 });
		await expect(setPreviewRule(keeper, service, { ...rule, namespace: "staging" })).rejects.toMatchObject({
			code: "namespace-is-environment",
		});
		await expect(setPreviewRule(keeper, service, { ...rule, namespace: "kube-system" })).rejects.toMatchObject({
			code: "namespace-of-cluster",
		});
		const paths = { ...rule, urlPattern: "https://preview.example.com/{service}/{number}" };
		await setPreviewRule(keeper, service, paths);
		for (const shared of [
			{ ...paths, ingressClass: "nginx" },
			{ ...rule, urlPattern: "https://checkout.example.com" },
		])
			await expect(setPreviewRule(keeper, service, shared)).rejects.toMatchObject({ code: "address-shared" });
		await setPreviewRule(keeper, service, rule);
		expect(await getPreviewRule(developer, service)).toMatchObject({ rule, mayConfigure: false, mayRequest: true });
		expect(await getPreviewRule(stranger, service)).toMatchObject({ mayRequest: false });
	});
});

describe("a preview of a pull request (D12)", () => {
	let id = "";

	it("is asked for once, by who builds in the team, and says that it waits for the image", async () => {
		await expect(requestPreview(stranger, { service, number: 1 })).rejects.toMatchObject({ status: 403 });
		await expect(requestPreview(developer, { service, number: 99 })).rejects.toMatchObject({ status: 404 });
		const asked = await Promise.allSettled([1, 1].map((number) => requestPreview(developer, { service, number })));
		expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		id = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : []))[0] ?? "";
		await become(id, { status: "waiting", problem: { code: "no-image" }, cost: { soFar: 0, perDay: 0 } });
		expect(await db().auditEntry.findFirst({ where: { action: "preview.manage", subjectId: id } })).toMatchObject({
			...{ outcome: "done", after: { what: "request", pull: 1 } },
		});
	});

	it("runs the image of the head commit with the environment's template, beside it and not in it", async () => {
		const digest = await build(shaOf("head of 1"), "1.1.0-pr");
		const preview = await become(id, { status: "ready", digest, ready: 1, problem: null });
		expect(preview).toMatchObject({
			...{ namespace: "preview-checkout-1", url: "https://checkout-pr-1.preview.example.com", cpu: 0.5, memory: 0.5 },
			notes: [{ code: "secret-left-out", name: "bank" }],
		});
		expect(preview.pods).toHaveLength(1);
		expect(preview.cost.perDay).toBeCloseTo(0.5 * 0.1 * 24);
		const made = "/api/v1/namespaces/preview-checkout-1";
		expect(await get(made)).toMatchObject({
			metadata: { labels: { "lazo.dev/preview": id, "lazo.dev/owner": "payments" } },
		});
		expect(await get(`${made}/configmaps/checkout-config`)).toMatchObject({ data: { LOG_LEVEL: "debug" } });
		expect(await get(`${made}/services/checkout`)).toMatchObject({
			spec: { ports: [{ port: 8000, targetPort: 8080 }] },
		});
		await expect(get(`${made}/secrets/bank`)).rejects.toMatchObject({ code: "not-found" });
		expect(await get(`${made}/services/checkout:8000/proxy/`)).toMatchObject({ service });
		expect(await db().deploymentTarget.count()).toBe(1);
		expect(await db().serviceEnvironment.count()).toBe(1);
	}, 60_000);

	it("follows the head: the new commit's image takes the place of the old one, which runs until then", async () => {
		const before = await getPreview(developer, id);
		await db().pullRequest.updateMany({ where: { number: 1 }, data: { headSha: shaOf("second") } });
		await become(id, { status: "ready", digest: before.digest, pull: { headSha: shaOf("second") } });
		const digest = await build(shaOf("second"), "1.1.1-pr");
		await become(id, { status: "ready", digest, commitSha: shaOf("second") });
		expect((await getPreview(developer, id)).cost.soFar).toBeGreaterThanOrEqual(before.cost.soFar);
	}, 60_000);

	it("is made again when somebody deletes what it runs on", async () => {
		const path = "/apis/apps/v1/namespaces/preview-checkout-1/deployments/checkout";
		const { metadata } = (await get(path)) as { metadata: { uid: string } };
		await db().preview.update({ where: { id }, data: { deployedAt: new Date(0) } });
		await cluster.send("DELETE", path);
		await vi.waitFor(async () => {
			const now = (await get(path)) as { metadata: { uid: string } };
			expect(now.metadata.uid).not.toBe(metadata.uid);
		}, soon);
		await become(id, { status: "ready" });
	}, 60_000);

	it("lives longer by a click, never beyond seven days from now", async () => {
		const { endsAt } = await getPreview(developer, id);
		await extendPreview(developer, { id, hours: 24 });
		const later = await getPreview(developer, id);
		expect(Date.parse(later.endsAt) - Date.parse(endsAt)).toBe(24 * 3_600_000);
		await expect(extendPreview(developer, { id, hours: 168 })).rejects.toMatchObject({ code: "too-long" });
		await expect(extendPreview(stranger, { id, hours: 1 })).rejects.toMatchObject({ status: 403 });
	});

	it("is listed with its owner, its end and its cost, added up for a team", async () => {
		await db().preview.update({ where: { id }, data: { pricedFrom: new Date(Date.now() - 10 * 3_600_000), spent: 1 } });
		const { items, sum } = await listPreviews(developer, { team: "payments", state: "open", limit: 10 });
		expect(items).toMatchObject([{ id, team: { name: "payments" }, actor: { login: "payments-dev" } }]);
		expect(sum).toMatchObject({ count: 1, currency: "EUR" });
		expect(sum.soFar).toBeCloseTo(1.5, 2);
		expect(items[0]?.cost.soFar).toBeCloseTo(sum.soFar, 3);
		expect((await listPreviews(developer, { team: "storefront", state: "all", limit: 10 })).sum.count).toBe(0);
	});

	it("goes with its pull request, the namespace and all that is in it", async () => {
		await db().pullRequest.updateMany({ where: { number: 1 }, data: { state: "merged" } });
		const ended = await become(id, { status: "ended", endReason: "merged", pods: [] });
		await expect(get("/api/v1/namespaces/preview-checkout-1")).rejects.toMatchObject({ code: "not-found" });
		expect(ended.cost.perDay).toBe(0);
		expect(ended.cost.soFar).toBe(ended.cost.untilEnd);
		await expect(endPreview(developer, id)).rejects.toMatchObject({ code: "preview-over" });
	}, 60_000);
});

describe("previews that do not go well", () => {
	it("say which pod does not start, and why; they end when their time is over", async () => {
		const { headSha } = await openPull(repositoryId, 2);
		await build(headSha, "1.2.0-pr", { crashAfterMs: 500 });
		const { id } = await requestPreview(developer, { service, number: 2 });
		const { pods } = await become(id, { status: "failed", problem: { code: "pod-not-ready" } });
		expect(pods[0]?.restarts).toBeGreaterThan(0);
		await db().preview.update({ where: { id }, data: { endsAt: new Date() } });
		await become(id, { status: "ended", endReason: "expired" });
	}, 90_000);

	it("leave a namespace of somebody else alone, and say whose name it is", async () => {
		await cluster.send("POST", "/api/v1/namespaces", {
			...{ apiVersion: "v1", kind: "Namespace", metadata: { name: "preview-checkout-3" } },
		});
		const { headSha } = await openPull(repositoryId, 3);
		await build(headSha, "1.3.0-pr");
		const { id } = await requestPreview(developer, { service, number: 3 });
		await become(id, { status: "failed", problem: { code: "namespace-taken", namespace: "preview-checkout-3" } });
		await endPreview(developer, id);
		await become(id, { status: "ended", endReason: "person" });
		expect(await get("/api/v1/namespaces/preview-checkout-3")).toMatchObject({ status: { phase: "Active" } });
	}, 60_000);
});

describe("previews that share a namespace", () => {
	it("come by the label, stand beside others, and take away only what is theirs", async () => {
		await cluster.send("POST", "/api/v1/namespaces", {
			...{ apiVersion: "v1", kind: "Namespace", metadata: { name: "previews" } },
		});
		await cluster.send("POST", "/api/v1/namespaces/previews/configmaps", {
			...{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "checkout-config" }, data: { OF: "somebody else" } },
		});
		await setPreviewRule(keeper, service, { ...rule, namespace: "previews", replicas: 2 });
		const pull = await openPull(repositoryId, 4);
		await build(pull.headSha, "1.4.0-pr");
		await followLabel(pull.id);
		expect(await db().preview.count({ where: { pullRequestId: pull.id } })).toBe(0);
		await db().pullRequest.update({ where: { id: pull.id }, data: { labels: ["preview", "ready"] } });
		await followLabel(pull.id);
		await followLabel(pull.id);
		const { id } = await db().preview.findFirstOrThrow({ where: { pullRequestId: pull.id } });
		await become(id, { status: "ready", source: "label", ready: 2, namespace: "previews" });
		const maps = "/api/v1/namespaces/previews/configmaps";
		expect(await get(`${maps}/checkout-config-preview-checkout-4`)).toMatchObject({ data: { LOG_LEVEL: "debug" } });
		await db().pullRequest.update({ where: { id: pull.id }, data: { labels: [] } });
		await followLabel(pull.id);
		await become(id, { status: "ended", endReason: "label" });
		expect(await get(`${maps}/checkout-config`)).toMatchObject({ data: { OF: "somebody else" } });
		await expect(get(`${maps}/checkout-config-preview-checkout-4`)).rejects.toMatchObject({ code: "not-found" });
	}, 90_000);
});
