import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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
import { db } from "#server/platform/database.ts";
import { startWorkerOnCluster } from "../testing/start-features.ts";
import { listChanges } from "./list-changes.ts";
import { operateWorkload } from "./operate-workload.ts";

let cluster: TestCluster;
let developer: Actor;
let operator: Actor;
let stop: () => Promise<void>;
const environment = "production";
const reason = "The queue grows";
const path = `/apis/apps/v1/namespaces/${environment}/deployments/checkout`;
const soon = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	operator = await makePerson("the-operator", team.teamId, "devops");
	await makeService("checkout", team.teamId);
	await db().environment.create({ data: { name: environment, title: "Production", rank: 3, production: true } });
	await makeNamespace(cluster, environment);
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service: "checkout", digest });
	await vi.waitFor(async () => expect(await place()).toMatchObject({ status: "healthy", ready: 2 }), soon);
}, 90_000);
afterAll(() => stop?.(), 60_000);

const place = async () => (await listPlaces(developer, { service: "checkout", limit: 10 })).items[0];
const changes = async () => (await listChanges(developer, { service: "checkout" })).items;

describe("a workload", () => {
	it("is scaled, and takes itself back when its time is over", async () => {
		const { id } = await operateWorkload(developer, "checkout", {
			...{ environment, action: "scale", replicas: 4, reason, undoMinutes: 60 },
		});
		await vi.waitFor(async () => expect(await place()).toMatchObject({ desired: 4, ready: 4 }), soon);
		const [change] = await changes();
		expect(change).toMatchObject({ id, status: "done", before: { replicas: 2 }, after: { replicas: 4 }, reason });
		await db().workloadChange.update({ where: { id }, data: { undoAt: new Date() } });
		await vi.waitFor(async () => expect(await place()).toMatchObject({ desired: 2, ready: 2 }), soon);
		expect(await changes()).toMatchObject([
			{ action: "scale", status: "done", undoOfId: id, actor: { kind: "automation", id: "undo" } },
			{ id, status: "undone", undoAt: null },
		]);
		expect(await db().workloadChange.count()).toBe(2);
	}, 60_000);

	it("is restarted in the name of who asked, and the restart is no deployment of a stranger", async () => {
		await operateWorkload(developer, "checkout", { environment, action: "restart", reason });
		await vi.waitFor(async () => {
			const seen = await db().deployment.findFirstOrThrow({ orderBy: { requestedAt: "desc" } });
			expect(seen).toMatchObject({
				kind: "restart",
				outcome: { code: "restarted" },
				actor: { kind: "automation", id: "restart", onBehalfOf: { kind: "person", name: "payments" } },
			});
			const told = await db().loopEvent.findFirst({ where: { type: "deployment.restarted", subjectId: seen.id } });
			expect(told?.data).toMatchObject({ what: "restart" });
		}, soon);
		await vi.waitFor(async () => expect(await place()).toMatchObject({ status: "healthy", ready: 2 }), soon);
	}, 60_000);

	it("is paused and resumed", async () => {
		const paused = async () => {
			const { spec } = (await cluster.send("GET", path)) as { spec: { paused?: boolean } };
			return spec.paused ?? false;
		};
		await operateWorkload(developer, "checkout", { environment, action: "pause", reason });
		await vi.waitFor(async () => expect(await paused()).toBe(true), soon);
		await vi.waitFor(async () => expect((await changes())[0]?.status).toBe("done"), soon);
		await operateWorkload(developer, "checkout", { environment, action: "resume", reason });
		await vi.waitFor(async () => expect(await paused()).toBe(false), soon);
	}, 60_000);

	it.each([
		["more pods than a developer may ask for", { action: "scale", replicas: 11 }, "beyond-limit"],
		["no pods at all in production", { action: "scale", replicas: 0 }, "not-to-none"],
		["no number", { action: "scale" }, "replicas-missing"],
		["the undoing of a restart", { action: "restart", undoMinutes: 5 }, "no-undo"],
	] as const)("is left alone when a developer asks for %s", async (_, asked, code) => {
		await expect(operateWorkload(developer, "checkout", { environment, reason, ...asked })).rejects.toMatchObject({
			code,
		});
	});

	it("may be scaled further by an operator", async () => {
		await operateWorkload(operator, "checkout", { environment, action: "scale", replicas: 11, reason });
		await vi.waitFor(async () => expect(await place()).toMatchObject({ desired: 11 }), soon);
	}, 60_000);

	it("that the cluster refuses to change ends with the cluster's words", async () => {
		await vi.waitFor(async () => expect((await changes())[0]?.status).toBe("done"), soon);
		await db().workload.updateMany({ where: { name: "checkout" }, data: { name: "gone-by-now" } });
		const { id } = await operateWorkload(operator, "checkout", {
			...{ environment, action: "scale", replicas: 3, reason },
		});
		await vi.waitFor(async () => {
			const change = (await changes()).find((one) => one.id === id);
			expect(change).toMatchObject({ status: "failed", failure: { code: "cluster-not-found", verb: "get" } });
		}, soon);
	}, 60_000);
});
