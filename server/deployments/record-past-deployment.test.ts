import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { runningSince } from "./internal/running-since.ts";
import { isOfPast, type PastDeployment, recordPastDeployment } from "./record-past-deployment.ts";
import { makeService, makeTeam } from "./testing/company.ts";
import { makePlaces } from "./testing/place.ts";

const digests = { one: `sha256:${"1".repeat(64)}`, two: `sha256:${"2".repeat(64)}` };
const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12));
let database: TestDatabase;
let place: { serviceId: string; environmentId: string };

beforeAll(async () => {
	database = await createTestDatabase();
	const team = await makeTeam("payments");
	const serviceId = await makeService("checkout", team.teamId);
	const ids = await makePlaces("checkout", ["production"]);
	place = { serviceId, environmentId: ids.get("production") ?? "" };
	await db().serviceEnvironment.updateMany({
		where: place,
		data: { runningDigest: digests.one, runningSince: day(20) },
	});
});
afterAll(async () => {
	await database?.drop();
});

const past = (digest: string, at: Date, status: PastDeployment["status"] = "succeeded"): PastDeployment => ({
	...place,
	id: randomUUID(),
	kind: "deploy",
	status,
	image: `registry.test/checkout@${digest}`,
	digest,
	actor: { kind: "person", id: randomUUID(), login: "ana", name: "Ana" },
	requestedAt: at,
	startedAt: at,
	rolledOutAt: status === "failed" ? null : at,
	finishedAt: at,
});
const since = async () => (await db().serviceEnvironment.findFirstOrThrow({ where: place })).runningSince;

describe("since when a version runs", () => {
	it("is when it was last rolled out, not when its pods were first seen, once the past is known", async () => {
		await recordPastDeployment(past(digests.one, day(1)));
		expect(await since()).toEqual(day(1));
		await recordPastDeployment(past(digests.two, day(3)));
		await recordPastDeployment(past(digests.one, day(5)));
		expect(await since()).toEqual(day(5));
	});

	it("is not touched by an attempt that failed", async () => {
		await recordPastDeployment(past(digests.one, day(6), "failed"));
		expect(await since()).toEqual(day(5));
	});

	it("outlives its pods, and is their age for a version that nobody is known to have deployed", async () => {
		const asked = { ...place, podsSince: day(19) };
		expect(await transaction((tx) => runningSince(tx, { ...asked, digest: digests.one }))).toEqual(day(5));
		expect(await transaction((tx) => runningSince(tx, { ...asked, digest: digests.two }))).toEqual(day(19));
	});
});

it("tells of the past as such, so that nobody outside hears of it again", async () => {
	const { id } = (await db().deployment.findFirst()) ?? { id: "" };
	const events = await db().loopEvent.findMany({ where: { subjectId: id } });
	expect(events.length).toBeGreaterThan(1);
	expect(events.map(({ data }) => isOfPast(data))).toEqual(events.map(() => true));
	expect(isOfPast({ kind: "deploy" })).toBe(false);
});
