import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZodError } from "zod";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { decideApproval } from "../approvals/decide-approval.ts";
import { listApprovals } from "../approvals/list-approvals.ts";
import { requestApproval } from "../approvals/request-approval.ts";
import { setEnvironmentRules } from "../environments/set-environment-rules.ts";
import { createFreeze } from "../freezes/create-freeze.ts";
import { endFreeze } from "../freezes/end-freeze.ts";
import { getDeploymentPlan } from "../get-deployment-plan.ts";
import { executeQueue } from "../queues.ts";
import { requestDeployment } from "../request-deployment.ts";
import { makeService, makeTeam, noteVersion } from "../testing/company.ts";
import { makePerson, makePlaces } from "../testing/place.ts";
import type { Gate } from "./schema.ts";

const digest = `sha256:${"a".repeat(64)}`;
const asked = { service: "checkout", environment: "production", digest };
let database: TestDatabase;
let developer: Actor;
let lead: Actor;
let operator: Actor;
let ids: Map<string, string>;
let serviceId: string;
let upstreamId: string;

beforeAll(async () => {
	database = await createTestDatabase();
	const boss = await startJobs(true);
	await boss.createQueue(executeQueue.name);
	const team = await makeTeam("payments");
	developer = team.developer;
	lead = await makePerson("the-lead", team.teamId, "lead");
	operator = await makePerson("the-operator", team.teamId, "devops");
	serviceId = await makeService("checkout", team.teamId);
	upstreamId = await makeService("ledger", team.teamId);
	ids = await makePlaces("checkout", ["staging", "production"]);
	await noteVersion({ service: "checkout", version: "2.0.0", digest, repository: "registry.test/checkout" });
	await db().entityRelation.create({
		data: { fromId: serviceId, type: "dependsOn", toRef: "component:default/ledger", toId: upstreamId },
	});
});
afterAll(async () => {
	await stopJobs();
	await database?.drop();
});

const environmentId = (name = "production") => ids.get(name) ?? "";
const gateOf = async (code: string, where = asked): Promise<Gate | undefined> =>
	(await getDeploymentPlan(developer, where)).gates.find((one) => one.code === code);

async function openIncident(service: string, severity: string) {
	const place = { serviceId: service, environmentId: environmentId() };
	const family = await db().incidentFamily.create({ data: { ...place, cause: `test-${Math.random()}` } });
	const now = new Date();
	return db().incident.create({
		data: {
			...place,
			familyId: family.id,
			title: { code: "x" },
			severity,
			status: "open",
			startedAt: now,
			detectedAt: now,
		},
	});
}

describe("a gate", () => {
	it("lets a known version pass when nothing speaks against it; no rota and rules that fail only warn", async () => {
		const plan = await getDeploymentPlan(developer, asked);
		expect(plan.gates.flatMap(({ code, state }) => (state === "pass" ? [] : `${code} ${state}`))).toEqual([
			"on-call-present warn",
			"readiness-rules warn",
		]);
		expect(plan.open).toBe(true);
	});

	it.each([
		["here", () => serviceId, "checkout"],
		["on a service that this one depends on", () => upstreamId, "ledger"],
	])("fails while a critical incident is open %s, and says which", async (_, service, name) => {
		const incident = await openIncident(service(), "critical");
		expect(await gateOf("no-severe-incident")).toMatchObject({
			state: "fail",
			params: { number: incident.number, service: name },
			override: { action: "gate.override" },
		});
		await db().incident.update({ where: { id: incident.id }, data: { resolvedAt: new Date() } });
		expect(await gateOf("no-severe-incident")).toMatchObject({ state: "pass" });
	});

	it("passes in spite of a critical incident when the version brings a commit of its item", async () => {
		const incident = await openIncident(serviceId, "critical");
		const sha = "c".repeat(40);
		const repository = await db().repository.create({
			data: { slug: "almena/checkout", url: "https://git.test", defaultBranch: "main", observedAt: new Date() },
		});
		const commit = await db().commit.create({
			data: {
				...{ repositoryId: repository.id, sha, message: "fix", authorName: "a", authoredAt: new Date() },
				...{ parents: [], url: "https://git.test/c" },
			},
		});
		const team = await db().team.findFirstOrThrow();
		const item = await db().item.create({
			data: {
				teamId: team.id,
				key: "PAY-900",
				number: 900,
				title: "Fix",
				type: "bug",
				state: "todo",
				rank: "a",
				priority: "high",
			},
		});
		await db().incidentFamily.update({ where: { id: incident.familyId }, data: { itemId: item.id } });
		const node = (data: { kind: string; key: string; itemId?: string; commitId?: string }) =>
			db().loopNode.create({ data });
		const from = await node({ kind: "item", key: item.key, itemId: item.id });
		const to = await node({ kind: "commit", key: sha, commitId: commit.id });
		await db().loopEdge.create({
			data: { fromId: from.id, toId: to.id, kind: "implemented-by", evidence: {}, confidence: "exact" },
		});
		await db().artifact.update({ where: { digest }, data: { commitSha: sha } });
		expect(await gateOf("no-severe-incident")).toMatchObject({ state: "pass", params: { fixes: true } });
		await db().incident.update({ where: { id: incident.id }, data: { resolvedAt: new Date() } });
	});

	it("holds every image of the commit that was rolled back, so that a re-run of its workflow brings nothing through", async () => {
		const { commitSha } = await db().artifact.findUniqueOrThrow({ where: { digest } });
		const twin = `sha256:${"b".repeat(64)}`;
		await noteVersion({
			service: "checkout",
			version: "2.0.0-again",
			digest: twin,
			repository: "registry.test/checkout",
		});
		await db().artifact.update({ where: { digest: twin }, data: { commitSha } });
		const hold = await db().versionHold.create({ data: { serviceId, digest, reason: { code: "rolled-back" } } });
		for (const one of [digest, twin])
			expect(await gateOf("version-held", { ...asked, digest: one })).toMatchObject({
				...{ state: "fail", override: { action: "hold.lift", id: hold.id } },
			});
		await db().versionHold.update({ where: { id: hold.id }, data: { liftedAt: new Date() } });
		expect(await gateOf("version-held", { ...asked, digest: twin })).toMatchObject({ state: "pass" });
	});

	it("only warns of an incident below critical", async () => {
		const incident = await openIncident(serviceId, "warning");
		expect(await gateOf("no-open-incident")).toMatchObject({ state: "warn", params: { number: incident.number } });
		await db().incident.update({ where: { id: incident.id }, data: { resolvedAt: new Date() } });
	});

	it("fails when the error budget is used up, and says nothing without an objective", async () => {
		expect(await gateOf("budget-left")).toBeUndefined();
		const key = { serviceId, environmentId: environmentId() };
		const facts = { objective: 0.999, windowDays: 30, requests: 1e6, computedAt: new Date() };
		await db().errorBudget.create({ data: { ...key, ...facts, remaining: -0.2 } });
		expect(await gateOf("budget-left")).toMatchObject({ state: "fail", params: { percent: -20, objective: 99.9 } });
		await db().errorBudget.deleteMany();
	});

	it("fails until the digest has soaked in an earlier environment", async () => {
		await setEnvironmentRules(operator, "production", { soakMinutes: 30 });
		expect(await gateOf("soaked")).toMatchObject({ state: "fail", params: { minutes: 0, wanted: 30 } });
		await db().deployment.create({
			data: {
				...{ serviceId, environmentId: environmentId("staging"), kind: "deploy", digest, image: "i" },
				...{ status: "succeeded", actor: {}, rolledOutAt: new Date(Date.now() - 31 * 60_000) },
			},
		});
		expect(await gateOf("soaked")).toMatchObject({ state: "pass", params: { environment: "staging" } });
		await setEnvironmentRules(operator, "production", { soakMinutes: 0 });
	});

	it("fails while the last rollback has not proved itself", async () => {
		const data = { serviceId, environmentId: environmentId(), kind: "rollback", image: "i", actor: {} };
		const rollback = await db().deployment.create({ data: { ...data, status: "watching" } });
		expect(await gateOf("rollback-verified")).toMatchObject({ state: "fail", params: { id: rollback.id } });
		await db().deployment.update({ where: { id: rollback.id }, data: { status: "succeeded" } });
		expect(await gateOf("rollback-verified")).toMatchObject({ state: "pass" });
	});

	it("weighs what the environment says, and a gate that does not exist is refused", async () => {
		const incident = await openIncident(serviceId, "critical");
		await setEnvironmentRules(operator, "production", { gateModes: { "no-severe-incident": "warn" } });
		expect(await gateOf("no-severe-incident")).toMatchObject({ state: "warn", override: null });
		await setEnvironmentRules(operator, "production", { gateModes: { "no-severe-incident": "off" } });
		expect(await gateOf("no-severe-incident")).toBeUndefined();
		await expect(setEnvironmentRules(operator, "production", { gateModes: { nothing: "off" } })).rejects.toMatchObject({
			code: "unknown-gate",
		});
		await setEnvironmentRules(operator, "production", { gateModes: {} });
		await db().incident.update({ where: { id: incident.id }, data: { resolvedAt: new Date() } });
	});
});

describe("a freeze", () => {
	const everyDay = { timeZone: "America/Bogota", startsAt: "2026-01-01T00:00", minutes: 1_440, rule: "FREQ=DAILY" };

	it("closes the environment; a lead breaks the glass with a reason, which the audit keeps", async () => {
		const named = { ...everyDay, name: "Year end", reason: "The books are closed." };
		const { id } = await createFreeze(operator, "production", named);
		expect(await gateOf("not-frozen")).toMatchObject({ state: "fail", params: { name: "Year end" } });
		await expect(requestDeployment(developer, asked)).rejects.toMatchObject({
			code: "gate-closed",
			params: { gate: "not-frozen" },
		});
		const overrides = [{ gate: "not-frozen", reason: "Customers cannot pay" }];
		await expect(requestDeployment(developer, { ...asked, overrides })).rejects.toMatchObject({ status: 403 });
		const { id: deploymentId } = await requestDeployment(lead, { ...asked, overrides });
		const deployment = await db().deployment.findUniqueOrThrow({ where: { id: deploymentId } });
		expect(deployment.overrides).toEqual(overrides);
		const line = await db().auditEntry.findFirstOrThrow({ where: { action: "gate.override", outcome: "done" } });
		expect(line).toMatchObject({ actorId: lead.id, reason: "Customers cannot pay" });
		await db().deployment.update({ where: { id: deploymentId }, data: { status: "succeeded" } });
		await endFreeze(operator, id);
		expect(await gateOf("not-frozen")).toMatchObject({ state: "pass" });
	});

	it.each([
		["a zone that does not exist", { timeZone: "Mars/Base" }],
		["a day that never comes", { rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }],
		["a start that is no date", { startsAt: "2026-13-45T10:00" }],
	])("with %s is refused", async (_, wrong) => {
		const named = { ...everyDay, ...wrong, name: "Nowhere", reason: "Not a place." };
		await expect(createFreeze(operator, "production", named)).rejects.toMatchObject({ code: "freeze-unreadable" });
	});

	it.each([
		["a second rule in the name of its zone", { timeZone: "UTC:20200101T000000\nRRULE:FREQ=SECONDLY" }],
		["a rule of every second", { rule: "FREQ=SECONDLY" }],
		["a count, which would take longer to find every day", { rule: "FREQ=DAILY;COUNT=99999" }],
	])("with %s is not even read", async (_, wrong) => {
		const named = { ...everyDay, ...wrong, name: "Nowhere", reason: "Not a place." };
		await expect(createFreeze(operator, "production", named)).rejects.toThrow(ZodError);
		expect(await db().freezeWindow.count({ where: { name: "Nowhere" } })).toBe(0);
	});

	it("is not a developer's to declare", async () => {
		const named = { ...everyDay, name: "Mine", reason: "Because I want." };
		await expect(createFreeze(developer, "production", named)).rejects.toMatchObject({ status: 403 });
	});
});

describe("an approval", () => {
	beforeAll(() => setEnvironmentRules(operator, "production", { approval: true, approvalHours: 2 }));
	afterAll(() => setEnvironmentRules(operator, "production", { approval: false }));

	it("is a second person's to give; then the deployment starts in the requester's name", async () => {
		await expect(requestDeployment(lead, asked)).rejects.toMatchObject({ params: { gate: "approved" } });
		const { id } = await requestApproval(lead, { ...asked, reason: "The new cart" });
		await expect(requestApproval(developer, asked)).rejects.toMatchObject({ code: "approval-waiting" });
		await expect(decideApproval(lead, id, { decision: "approved" })).rejects.toMatchObject({
			code: "forbidden.own-request",
		});
		await expect(decideApproval(developer, id, { decision: "approved" })).rejects.toMatchObject({ status: 403 });
		expect((await listApprovals(operator, {})).items).toMatchObject([{ id, mayDecide: true, own: false }]);
		const decided = await decideApproval(operator, id, { decision: "approved", reason: "Looks good" });
		const deployment = await db().deployment.findUniqueOrThrow({ where: { id: decided.deploymentId ?? "" } });
		expect(deployment).toMatchObject({ digest, approvalId: id, actor: { id: lead.id } });
		await expect(decideApproval(operator, id, { decision: "rejected" })).rejects.toMatchObject({
			code: "already-decided",
		});
		await db().deployment.update({ where: { id: deployment.id }, data: { status: "succeeded" } });
		expect(await gateOf("approved")).toMatchObject({ state: "fail" });
	});

	it("runs out, and then may be asked for again", async () => {
		const { id } = await requestApproval(developer, asked);
		await db().deploymentApproval.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
		await expect(decideApproval(lead, id, { decision: "approved" })).rejects.toMatchObject({
			code: "approval-expired",
		});
		const again = await requestApproval(developer, asked);
		await decideApproval(developer, again.id, { decision: "withdrawn" });
		expect((await listApprovals(lead, {})).items).toEqual([]);
	});
});
