import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { getDeploymentPlan } from "../get-deployment-plan.ts";
import { holdWorseVersion } from "../hold-worse-version.ts";
import { executeQueue } from "../queues.ts";
import { requestDeployment } from "../request-deployment.ts";
import { makeService, makeTeam } from "../testing/company.ts";
import { makePlaces } from "../testing/place.ts";
import { digestOf, makeIncident, makeItem, tellVersions } from "../testing/story.ts";

let database: TestDatabase;
let developer: Actor;
let serviceId = "";
let environmentId = "";

/** 0 (PAY-5) → 1, the bad one → 2 → 3, the fix (PAY-5) → 4; 2 → part (PAY-6, a part of PAY-5); 0 → side; 0 + 2 → merged. */
beforeAll(async () => {
	database = await createTestDatabase();
	const boss = await startJobs(true);
	await boss.createQueue(executeQueue.name);
	const team = await makeTeam("payments");
	developer = team.developer;
	serviceId = await makeService("checkout", team.teamId);
	environmentId = (await makePlaces("checkout", ["production"])).get("production") ?? "";
	const { id: parentId } = await makeItem("PAY-5");
	await makeItem("PAY-6", { parentId });
	await tellVersions("checkout", [
		{ version: "0", after: [], items: ["PAY-5"] },
		{ version: "1", after: ["0"] },
		{ version: "2", after: ["1"] },
		{ version: "3", after: ["2"], items: ["PAY-5"] },
		{ version: "4", after: ["3"] },
		{ version: "part", after: ["2"], items: ["PAY-6"] },
		{ version: "side", after: ["0"] },
		{ version: "merged", after: ["side", "2"] },
	]);
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await database?.drop();
});
beforeEach(() => db().versionHold.deleteMany());

const asked = (version: string) => ({ service: "checkout", environment: "production", digest: digestOf(version) });
const gateOf = async (version: string) =>
	(await getDeploymentPlan(developer, asked(version))).gates.find(({ code }) => code === "version-held");

async function hold(version: string, incidentId: string | null) {
	const reason = { code: "rolled-back" };
	return db().versionHold.create({ data: { serviceId, digest: digestOf(version), reason, incidentId } });
}

describe("a hold with an incident", () => {
	const makeHold = async () => {
		const { id, number } = await makeIncident({ service: "checkout", environmentId, item: "PAY-5" });
		return { ...(await hold("1", id)), number };
	};

	it("refuses the version itself and names the incident", async () => {
		const { id, number, incidentId } = await makeHold();
		expect(await gateOf("1")).toMatchObject({
			...{ state: "fail", override: { action: "hold.lift", id } },
			params: { incident: number, incidentId, later: false, version: "1" },
		});
		await expect(requestDeployment(developer, asked("1"))).rejects.toMatchObject({
			...{ code: "gate-closed", params: { gate: "version-held", incident: number, incidentId } },
		});
	});

	it.each(["2", "merged"])("covers what contains the version and lacks the fix: %s", async (version) => {
		const { number } = await makeHold();
		expect(await gateOf(version)).toMatchObject({
			...{ state: "fail", params: { incident: number, item: "PAY-5", later: true } },
		});
	});

	it.each(["3", "4", "part"])(
		"lets what brings a commit of the incident's item through by itself: %s",
		async (version) => {
			const { id, number } = await makeHold();
			expect(await gateOf(version)).toMatchObject({ state: "pass", params: { fixes: true, incident: number } });
			const { id: deploymentId } = await requestDeployment(developer, asked(version));
			await db().deployment.update({ where: { id: deploymentId }, data: { status: "succeeded" } });
			expect(await db().versionHold.findUniqueOrThrow({ where: { id } })).toMatchObject({ liftedAt: null });
			expect(await gateOf("1")).toMatchObject({ state: "fail" });
		},
	);

	it.each(["0", "side"])("says nothing about what does not contain the version: %s", async (version) => {
		await makeHold();
		expect(await gateOf(version)).toMatchObject({ state: "pass", params: { fixes: false } });
	});

	it("still covers the second time what the first fix did not mend", async () => {
		const first = await makeHold();
		await hold("3", first.incidentId);
		expect(await gateOf("4")).toMatchObject({ state: "fail", params: { version: "3", later: true } });
	});
});

describe("a hold without an incident", () => {
	it("warns of later versions only, since nobody has said what the fix would be", async () => {
		await hold("1", null);
		expect(await gateOf("1")).toMatchObject({ state: "fail", params: { filed: false } });
		expect(await gateOf("4")).toMatchObject({ state: "warn", params: { version: "1" } });
	});
});

describe("a verdict that is worse", () => {
	const judged = async (version: string, { kind = "deploy", state = "worse" } = {}) => {
		const row = { serviceId, environmentId, kind, image: "i", actor: {}, digest: digestOf(version) };
		const { id } = await db().deployment.create({ data: { ...row, status: "succeeded" } });
		const at = { beforeFrom: new Date(), beforeTo: new Date(), afterFrom: new Date(), afterTo: new Date() };
		await db().verdict.create({ data: { deploymentId: id, state, measures: [], ...at } });
		await holdWorseVersion(id);
		return id;
	};
	const setting = (autoRollback: string | null) =>
		db().environment.update({ where: { id: environmentId }, data: { autoRollback } });

	it.each(["off", "on-failure"])("holds nothing where the environment says %s", async (value) => {
		await setting(value);
		await judged("side");
		expect(await gateOf("side")).toMatchObject({ state: "pass" });
	});

	it("holds the version where what is measured counts, and says why", async () => {
		await setting("on-failure-or-alert");
		const id = await judged("side");
		expect(await gateOf("side")).toMatchObject({ state: "fail", params: { because: "worse" } });
		const [standing] = await db().versionHold.findMany({ where: { serviceId } });
		expect(standing).toMatchObject({ deploymentId: id, reason: { code: "worse-verdict", environment: "production" } });
	});

	it("does not hold it again once somebody lifted that", async () => {
		const id = await judged("side");
		await db().versionHold.updateMany({ data: { liftedAt: new Date() } });
		await holdWorseVersion(id);
		expect(await gateOf("side")).toMatchObject({ state: "pass" });
	});

	it.each([{ kind: "rollback" }, { state: "better" }, { state: "inconclusive" }])("holds nothing of %o", async (of) => {
		await judged("side", of);
		expect(await gateOf("side")).toMatchObject({ state: "pass" });
	});
});

describe("a hold that is older than many others", () => {
	it("closes its own version all the same", async () => {
		await hold("1", null);
		const other = (index: number) => `sha256:${String(index).padStart(64, "e")}`;
		await db().versionHold.createMany({
			data: Array.from({ length: 60 }, (_, index) => ({
				...{ serviceId, digest: other(index), reason: { code: "rolled-back" } },
				createdAt: new Date(Date.now() + 1_000),
			})),
		});
		expect(await gateOf("1")).toMatchObject({ state: "fail" });
	});
});
