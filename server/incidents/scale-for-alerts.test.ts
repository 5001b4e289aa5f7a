import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { listAlertScaling } from "#server/workloads/alert-scaling/list-alert-scaling.ts";
import { setAlertScaling } from "#server/workloads/alert-scaling/set-alert-scaling.ts";
import { operateQueue } from "#server/workloads/operate/queue.ts";
import { scaleForAlerts } from "./scale-for-alerts.ts";

const where = { service: "checkout", environment: "production" };
const rule = { alert: "QueueTooLong", add: 3, most: 6, quietMinutes: 10 };
const key = { namespace: "production", kind: "Deployment", name: "checkout" };
let database: TestDatabase;
let developer: Actor;
let keeper: Actor;
let serviceId = "";
let environmentId = "";
let connectionId = "";

beforeAll(async () => {
	database = await createTestDatabase("worker");
	await (await startJobs(true)).createQueue(operateQueue.name);
	const team = await makeTeam("payments");
	developer = team.developer;
	keeper = await makePerson("the-lead", team.teamId, "lead");
	serviceId = await makeService("checkout", team.teamId);
	environmentId = (await makePlaces("checkout", ["production"])).get("production") ?? "";
	connectionId = (await db().connection.findFirstOrThrow()).id;
	await setAlertScaling(keeper, where, rule);
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await database?.drop();
});

/** Two pods, and nothing changed yet. */
beforeEach(async () => {
	await db().workloadChange.deleteMany();
	await db().autoscaler.deleteMany();
	await db().workload.deleteMany();
	const [counts, now] = [{ desired: 2, ready: 2, updated: 2, available: 2 }, new Date()];
	const seen = { uid: "u", generation: 1, observedGeneration: 1, createdAt: now, observedAt: now };
	await db().workload.create({
		data: { ...key, ...counts, ...seen, connectionId, serviceId, environment: "production" },
	});
});

async function alert(name = rule.alert, startsAt = new Date()) {
	const labels = { alertname: name };
	return db().alert.create({
		data: {
			...{ serviceId, environmentId, name, labels, annotations: {}, startsAt, lastSeenAt: startsAt, payload: {} },
			...{ fingerprint: crypto.randomUUID().replaceAll("-", "").slice(0, 16) },
		},
	});
}
const fires = async (name?: string, startsAt?: Date) => {
	const { id } = await alert(name, startsAt);
	await scaleForAlerts({ type: "alert.fired", subjectId: id });
	return id;
};
async function ends(id: string) {
	await db().alert.update({ where: { id }, data: { endsAt: new Date() } });
	await scaleForAlerts({ type: "alert.resolved", subjectId: id });
}
const changes = () => db().workloadChange.findMany({ orderBy: { requestedAt: "asc" } });

describe("the rule of a place (O7)", () => {
	it("is made by who keeps it, within what the role may ask for", async () => {
		await expect(setAlertScaling(developer, where, rule)).rejects.toMatchObject({ status: 403 });
		await expect(setAlertScaling(keeper, where, { ...rule, most: 500 })).rejects.toMatchObject({
			code: "beyond-limit",
		});
		expect((await listAlertScaling(developer, "checkout")).items).toMatchObject([{ rule, mayConfigure: false }]);
	});
});

describe("an alert that a place has a rule for", () => {
	it("brings pods once, recorded as Lazo's own change, however often it is told", async () => {
		const id = await fires();
		await scaleForAlerts({ type: "alert.fired", subjectId: id });
		await fires();
		expect(await changes()).toMatchObject([
			{
				action: "scale",
				after: { replicas: 5 },
				reason: "alert QueueTooLong",
				actor: { id: "alert-scaling" },
				undoAt: null,
			},
		]);
		expect(await db().auditEntry.findFirst({ where: { action: "workload.operate" } })).toMatchObject({
			after: expect.objectContaining({ replicas: 5 }),
		});
		for (const one of await db().alert.findMany({ where: { endsAt: null } })) await ends(one.id);
	});

	it("lets them go when it has been quiet, and keeps them when it comes back before", async () => {
		const first = await fires();
		const second = await alert();
		await ends(first);
		expect((await changes())[0]?.undoAt).toBeNull();
		await ends(second.id);
		const minutes = ((await changes())[0]?.undoAt?.getTime() ?? 0) - Date.now();
		expect(minutes / 60_000).toBeCloseTo(10, 0);
		const again = await fires();
		expect((await changes()).map(({ undoAt }) => undoAt)).toEqual([null]);
		await ends(again);
	});

	it.each([
		["taken away", null],
		["made for another alert", { ...rule, alert: "Another" }],
	])("lets them go although the rule was %s meanwhile", async (_, meanwhile) => {
		const id = await fires();
		await setAlertScaling(keeper, where, meanwhile);
		await ends(id);
		expect((await changes())[0]?.undoAt).toBeInstanceOf(Date);
		await setAlertScaling(keeper, where, rule);
	});

	it("never brings more than the limit, and nothing where that is reached", async () => {
		await db().workload.updateMany({ data: { desired: 5 } });
		await ends(await fires());
		expect(await changes()).toMatchObject([{ after: { replicas: 6 } }]);
		await db().workloadChange.deleteMany();
		await db().workload.updateMany({ data: { desired: 6 } });
		await ends(await fires());
		expect(await changes()).toEqual([]);
	});

	it("raises the floor of an autoscaler, which would take the pods away again", async () => {
		await db().autoscaler.create({
			data: {
				...{
					connectionId,
					namespace: "production",
					name: "checkout",
					targetKind: "Deployment",
					targetName: "checkout",
				},
				...{ minReplicas: 2, maxReplicas: 4, current: 2, desired: 2, observedAt: new Date() },
			},
		});
		await ends(await fires());
		expect(await changes()).toMatchObject([
			{ action: "bounds", before: { min: 2, max: 4 }, after: { min: 5, max: 5, autoscaler: "checkout" } },
		]);
	});

	it.each([
		["another alert", () => fires("SomethingElse")],
		["one that is told of a past", () => fires(rule.alert, new Date(Date.now() - 3_600_000))],
	])("is not %s", async (_, fire) => {
		await ends(await fire());
		expect(await changes()).toEqual([]);
	});

	it("leaves a rollout alone: then the version is the suspect", async () => {
		const row = { serviceId, environmentId, kind: "deploy", image: "i", actor: {}, status: "rolling" };
		const { id } = await db().deployment.create({ data: row });
		await ends(await fires());
		expect(await changes()).toEqual([]);
		await db().deployment.delete({ where: { id } });
	});
});
