import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { executeQueue } from "./queues.ts";
import { rollBackDeployment } from "./roll-back-deployment.ts";
import { makeService, makeTeam } from "./testing/company.ts";
import { makePerson, makePlaces } from "./testing/place.ts";
import { makeIncident, makeRevision, tellVersions } from "./testing/story.ts";

const where = { environment: "production", reason: "It does not work" };
let database: TestDatabase;
let developer: Actor;
let environmentId = "";

beforeAll(async () => {
	database = await createTestDatabase();
	await (await startJobs(true)).createQueue(executeQueue.name);
	const [payments, orders] = [await makeTeam("payments"), await makeTeam("orders")];
	developer = await makePerson("a-developer", payments.teamId, "developer");
	for (const [service, teamId] of [
		["checkout", payments.teamId],
		["ledger", payments.teamId],
		["orders", orders.teamId],
	] as const) {
		await makeService(service, teamId);
		environmentId = (await makePlaces(service, ["production"])).get("production") ?? "";
	}
	for (const service of ["checkout", "ledger"]) {
		const [old, young] = [`${service} 1`, `${service} 2`];
		await tellVersions(service, [
			{ version: old, after: [] },
			{ version: young, after: [old] },
		]);
		await makeRevision({ service, version: old, seenAt: new Date(Date.now() - 60_000) });
		await makeRevision({ service, version: young, seenAt: new Date() });
	}
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await database.drop();
});
beforeEach(async () => {
	await db().versionHold.deleteMany();
	await db().deployment.deleteMany();
});

const incidentOf = (service: string) => makeIncident({ service, environmentId, item: "PAY-1" });
const revisionOf = async (service: string) =>
	(
		await db().revisionTemplate.findFirstOrThrow({
			where: { target: { name: service } },
			orderBy: { firstSeenAt: "asc" },
		})
	).id;

describe("a rollback", () => {
	it("is nobody's whose team it is not, and takes no revision of another service", async () => {
		await expect(rollBackDeployment(developer, { ...where, service: "orders" })).rejects.toMatchObject({ status: 403 });
		const templateId = await revisionOf("ledger");
		await expect(rollBackDeployment(developer, { ...where, service: "checkout", templateId })).rejects.toMatchObject({
			status: 404,
		});
	});

	it("takes no deployment of another service back", async () => {
		const { serviceId } = await db().serviceEnvironment.findFirstOrThrow({ where: { service: { name: "orders" } } });
		const about = { serviceId, environmentId, kind: "deploy", image: "i", actor: {}, generation: 1n };
		const { id: deploymentId } = await db().deployment.create({ data: { ...about, status: "failed" } });
		await expect(rollBackDeployment(developer, { ...where, service: "checkout", deploymentId })).rejects.toMatchObject({
			status: 404,
		});
	});

	it("stands in the story of no incident of another service, unless that one suspects it", async () => {
		const { id: incidentId } = await incidentOf("orders");
		const asked = { ...where, service: "checkout", incidentId };
		await expect(rollBackDeployment(developer, asked)).rejects.toMatchObject({ status: 404 });
		expect(await db().deployment.count()).toBe(0);
		const { serviceId } = await db().serviceEnvironment.findFirstOrThrow({ where: { service: { name: "checkout" } } });
		const about = { serviceId, environmentId, kind: "deploy", image: "i", actor: {}, status: "failed" };
		const { id: suspectId } = await db().deployment.create({ data: about });
		await db().incident.update({ where: { id: incidentId }, data: { suspectId } });
		const { id } = await rollBackDeployment(developer, asked);
		expect(await db().deployment.findUnique({ where: { id } })).toMatchObject({ kind: "rollback", incidentId });
	});

	it("stands in the story of its own service's incident", async () => {
		const { id: incidentId } = await incidentOf("ledger");
		const { id } = await rollBackDeployment(developer, { ...where, service: "ledger", incidentId });
		expect(await db().deployment.findUnique({ where: { id } })).toMatchObject({ incidentId });
	});
});
