import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { getDeploymentPlan } from "#server/deployments/get-deployment-plan.ts";
import { liftHold } from "#server/deployments/lift-hold.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { listRevisions } from "#server/deployments/list-revisions.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { rollBackBecauseOfAlert } from "#server/deployments/roll-back-automatically.ts";
import { rollBackDeployment } from "#server/deployments/roll-back-deployment.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
	noteVersion,
} from "#server/deployments/testing/company.ts";
import { type Actor, automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { sendHandlers, startWorkerOnCluster } from "./testing/start-features.ts";

let cluster: TestCluster;
let developer: Actor;
let stop: () => Promise<void>;
const environment = "staging";
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 100 });

beforeAll(async () => {
	process.env.WATCH_WINDOW_SECONDS = "60";
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	for (const [name, auto] of [
		["checkout", "off"],
		["ledger", "on-failure"],
		["wallet", "on-failure-or-alert"],
		["lost", "on-failure"],
	])
		await makeService(name ?? "", team.teamId, auto);
	await makeNamespace(cluster, environment);
}, 90_000);
afterAll(() => stop?.(), 60_000);

/** A service that runs its first version in staging, seen by Lazo. */
async function running(service: string): Promise<string> {
	const first = await makeVersion(cluster, service, { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service, digest: first });
	await vi.waitFor(async () => {
		const place = await placeOf(service);
		expect(place).toMatchObject({ status: "healthy", runningDigest: first, ready: 2, desired: 2 });
	}, seconds(30));
	return first;
}

const placeOf = async (service: string) => (await listPlaces(developer, { service, limit: 10 })).items[0];
const statusOf = async (id: string) => (await getDeployment(developer, id)).status;
const latestOf = (service: string) =>
	db().deployment.findFirst({ where: { service: { name: service } }, orderBy: { requestedAt: "desc" } });

describe("a rollout, on a cluster of real processes", () => {
	let first: string;
	let second: string;

	it("knows what runs by the pods' own digest, without any deployment made for it", async () => {
		first = await running("checkout");
		expect(await db().deployment.count({ where: { service: { name: "checkout" } } })).toBe(0);
		expect(await db().environment.findUnique({ where: { name: environment } })).toMatchObject({ production: false });
	}, 60_000);

	it("deploys a digest, follows its pods and watches it", async () => {
		second = await makeVersion(cluster, "checkout", { version: "1.1.0" });
		const plan = await getDeploymentPlan(developer, { service: "checkout", environment, digest: second });
		expect(plan).toMatchObject({ open: true, from: { digest: first }, to: { version: "1.1.0" } });
		const { id } = await requestDeployment(developer, {
			service: "checkout",
			environment,
			digest: second,
			expectedFromDigest: first,
		});
		await vi.waitFor(async () => expect(await statusOf(id)).toBe("watching"), seconds(30));
		const done = await getDeployment(developer, id);
		expect(done.events.map(({ type }) => type)).toEqual([
			"deployment.requested",
			"deployment.started",
			"deployment.rolled-out",
		]);
		expect(done.progress?.pods.filter((pod) => pod.new && pod.ready)).toHaveLength(2);
		await vi.waitFor(async () => expect((await placeOf("checkout"))?.runningDigest).toBe(second), seconds(10));
		const live = await cluster.send("GET", `/apis/apps/v1/namespaces/${environment}/deployments/checkout`);
		expect(live).toMatchObject({
			metadata: {
				annotations: {
					"lazo.dev/deployment": id,
					"kubernetes.io/change-cause": expect.stringContaining("by payments-dev via "),
				},
			},
		});
	}, 60_000);

	it("refuses what the person did not see, what nobody built, and whom the team does not know", async () => {
		const ask = (change: object) =>
			requestDeployment(developer, { service: "checkout", environment, digest: second, ...change });
		await expect(ask({ expectedFromDigest: first })).rejects.toMatchObject({ code: "moved-on", status: 409 });
		await expect(ask({ digest: `sha256:${"0".repeat(64)}` })).rejects.toMatchObject({
			code: "gate-closed",
			params: { gate: "version-known" },
		});
		const { developer: stranger } = await makeTeam("storefront");
		await expect(
			requestDeployment(stranger, { service: "checkout", environment, digest: second }),
		).rejects.toMatchObject({ status: 403 });
	}, 30_000);

	it("lets one of two people at once through and tells the other who it is (D15)", async () => {
		const third = await makeVersion(cluster, "checkout", { version: "1.2.0", startMs: 1_000 });
		const ask = () => requestDeployment(developer, { service: "checkout", environment, digest: third });
		const both = await Promise.allSettled([ask(), ask()]);
		expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		expect(both.find(({ status }) => status === "rejected")).toMatchObject({
			reason: { code: "rollout-running", params: { by: expect.any(String) } },
		});
		await vi.waitFor(async () => expect(await latestOf("checkout")).toMatchObject({ status: "watching" }), seconds(30));
	}, 60_000);

	it("rolls back by hand to the last good revision, with a reason, and holds the version it leaves", async () => {
		const bad = await latestOf("checkout");
		const { id } = await rollBackDeployment(developer, { service: "checkout", environment, reason: "wrong prices" });
		await vi.waitFor(async () => expect(await statusOf(id)).toBe("watching"), seconds(30));
		expect(await getDeployment(developer, bad?.id ?? "")).toMatchObject({ status: "rolled_back", rolledBackById: id });
		await vi.waitFor(async () => expect((await placeOf("checkout"))?.runningDigest).toBe(second), seconds(15));
		const again = requestDeployment(developer, { service: "checkout", environment, digest: bad?.digest ?? "" });
		await expect(again).rejects.toMatchObject({ code: "gate-closed", params: { gate: "version-held" } });
		const hold = await db().versionHold.findFirstOrThrow({ where: { digest: bad?.digest ?? "" } });
		await expect(liftHold(developer, hold.id, { reason: "prices are right after all" })).rejects.toMatchObject({
			status: 403,
		});
		await liftHold(automation("test"), hold.id, { reason: "prices are right after all" });
		const plan = await getDeploymentPlan(developer, { service: "checkout", environment, digest: bad?.digest ?? "" });
		expect(plan.gates.find(({ code }) => code === "version-held")?.state).toBe("pass");
		const edge = await db().loopEdge.findFirst({
			where: { kind: "rolled-back-by", from: { deploymentId: bad?.id ?? "" } },
		});
		expect(edge).not.toBeNull();
	}, 60_000);

	it("tells a change made behind its back as what it is, within seconds", async () => {
		const image = `${cluster.registry}/almena/checkout@${first}`;
		await cluster.send(
			"PATCH",
			`/apis/apps/v1/namespaces/${environment}/deployments/checkout?fieldManager=kubectl-set`,
			{
				spec: { template: { spec: { containers: [{ name: "app", image }] } } },
			},
		);
		await vi.waitFor(
			async () => expect(await latestOf("checkout")).toMatchObject({ kind: "external", digest: first }),
			seconds(5),
		);
		const external = await latestOf("checkout");
		expect(external?.outcome).toMatchObject({ code: "external.image-changed" });
		await vi.waitFor(async () => expect(await statusOf(external?.id ?? "")).toBe("watching"), seconds(30));
	}, 60_000);

	it("knows a rollout undo by the template that comes back", async () => {
		const revisions = await listRevisions(developer, { service: "checkout", environment });
		const back = revisions.items.find(({ digest }) => digest === second);
		const row = await db().revisionTemplate.findUniqueOrThrow({ where: { id: back?.templateId ?? "" } });
		await cluster.send(
			"PATCH",
			`/apis/apps/v1/namespaces/${environment}/deployments/checkout?fieldManager=kubectl-rollout`,
			{
				spec: { template: JSON.parse(JSON.stringify(row.template)) },
			},
		);
		await vi.waitFor(
			async () => expect((await latestOf("checkout"))?.outcome).toMatchObject({ code: "external.rollout-undo" }),
			seconds(5),
		);
	}, 30_000);
});

describe("a rollout that goes wrong", () => {
	it("takes a crash loop back by itself, though Kubernetes may call it complete, and holds it (D3, D5, D7)", async () => {
		const good = await running("ledger");
		const bad = await makeVersion(cluster, "ledger", { version: "2.0.0", crashAfterMs: 300 });
		const { id } = await requestDeployment(developer, { service: "ledger", environment, digest: bad });
		await vi.waitFor(async () => expect(await statusOf(id)).toBe("rolled_back"), seconds(60));
		const detail = await getDeployment(developer, id);
		expect(detail.outcome).toMatchObject({ code: "crash-loop", pod: expect.any(String) });
		expect(detail.hold).not.toBeNull();
		const rollback = await getDeployment(developer, detail.rolledBackById ?? "");
		expect(rollback).toMatchObject({
			kind: "rollback",
			digest: good,
			reason: "auto-rollback: crash-loop",
			actor: { id: "auto-rollback" },
		});
		await vi.waitFor(
			async () => expect(await placeOf("ledger")).toMatchObject({ runningDigest: good, status: "healthy" }),
			seconds(20),
		);
	}, 90_000);

	it("takes an image that does not exist back in under 20 s", async () => {
		const good = await running("lost");
		const digest = `sha256:${"a".repeat(64)}`;
		await noteVersion({ service: "lost", version: "9", digest, repository: `${cluster.registry}/almena/lost` });
		const { id } = await requestDeployment(developer, { service: "lost", environment, digest });
		await vi.waitFor(async () => expect(await statusOf(id)).toBe("rolled_back"), seconds(20));
		expect((await getDeployment(developer, id)).outcome).toMatchObject({ code: "image-pull" });
		await vi.waitFor(async () => expect((await placeOf("lost"))?.runningDigest).toBe(good), seconds(20));
	}, 90_000);

	it("takes a watched version back once when an alert fires, where the service asks for it", async () => {
		await running("wallet");
		const next = await makeVersion(cluster, "wallet", { version: "3.0.0" });
		const { id } = await requestDeployment(developer, { service: "wallet", environment, digest: next });
		await vi.waitFor(async () => expect(await statusOf(id)).toBe("watching"), seconds(30));
		const { serviceId, environmentId } = await db().deployment.findUniqueOrThrow({ where: { id } });
		const alert = () =>
			rollBackBecauseOfAlert({ serviceId, environmentId, alertName: "HighErrors", startsAt: new Date() });
		const ids = await Promise.all([alert(), alert()]);
		expect(ids.filter((one) => one !== null)).toHaveLength(1);
		await vi.waitFor(async () => expect(await statusOf(id)).toBe("rolled_back"), seconds(30));
		expect(await alert()).toBeNull();
	}, 90_000);
});

describe("previewRollback", () => {
	it("shows what a rollback would change, by a dry run of the cluster", async () => {
		const { items } = await listRevisions(developer, { service: "checkout", environment });
		const other = items.find(({ current, digest }) => !current && digest !== null);
		const target = await db().deploymentTarget.findFirstOrThrow({ where: { name: "checkout" } });
		const preview = await sendHandlers("deployments.dry-run-rollback", {
			targetId: target.id,
			templateId: other?.templateId,
			mode: "template",
		});
		expect(preview).toMatchObject({ accepted: true });
		expect(preview.changes).toContainEqual(
			expect.objectContaining({ path: "spec.containers[app].image", to: other?.image }),
		);
	}, 30_000);
});
