import { afterAll, beforeAll, expect, it } from "vitest";
import { addOverride } from "#server/access/on-call/add-override.ts";
import { setRota } from "#server/access/on-call/set-rota.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { setEnvironmentRules } from "../environments/set-environment-rules.ts";
import { getDeploymentPlan } from "../get-deployment-plan.ts";
import { makeService, makeTeam, noteVersion } from "../testing/company.ts";
import { makePerson, makePlaces } from "../testing/place.ts";

const digest = `sha256:${"a".repeat(64)}`;
let database: TestDatabase;
let operator: Actor;

beforeAll(async () => {
	database = await createTestDatabase();
	const team = await makeTeam("payments");
	operator = await makePerson("the-operator", team.teamId, "devops");
	await makeService("checkout", team.teamId);
	await makePlaces("checkout", ["staging", "production"]);
	await noteVersion({ service: "checkout", version: "2.0.0", digest, repository: "registry.test/checkout" });
});
afterAll(() => database?.drop());

const gateIn = async (environment: string) =>
	(await getDeploymentPlan(operator, { service: "checkout", environment, digest })).gates.find(
		({ code }) => code === "on-call-present",
	);
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

it("warns in production that the team has no rota, and says nothing elsewhere", async () => {
	const line = await gateIn("production");
	expect(line).toMatchObject({ state: "warn", params: { team: "payments", reason: "none" }, override: null });
	expect(await gateIn("staging")).toBeUndefined();
});

it("closes where the environment says so; who may, passes it over with a reason", async () => {
	await setEnvironmentRules(operator, "production", { gateModes: { "on-call-present": "block" } });
	expect(await gateIn("production")).toMatchObject({ state: "fail", override: { action: "gate.override" } });
});

it("passes while somebody is on call, and names them", async () => {
	const rota = { people: ["the-operator"], startsOn: "2026-01-05", time: "09:00", timeZone: "UTC", days: 7 };
	await setRota(operator, "payments", rota);
	expect(await gateIn("production")).toMatchObject({ state: "pass", params: { by: "the-operator" } });
});

it("fails in a hole of the rota, and says until when", async () => {
	const until = inHours(1);
	await addOverride(operator, "payments", { person: null, from: inHours(-1), until });
	expect(await gateIn("production")).toMatchObject({ state: "fail", params: { reason: "hole", until } });
});

it("fails for a service that no team owns", async () => {
	await db().entity.updateMany({ where: { name: "checkout" }, data: { ownerTeamId: null } });
	expect(await gateIn("production")).toMatchObject({ state: "fail", params: { reason: "ownerless" } });
});
