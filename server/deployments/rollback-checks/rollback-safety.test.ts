import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { executeQueue } from "../queues.ts";
import { rollBackDeployment } from "../roll-back-deployment.ts";
import { makeService, makeTeam } from "../testing/company.ts";
import { makePlaces } from "../testing/place.ts";
import { digestOf, makeIncident, makeItem, makeRevision, tellVersions } from "../testing/story.ts";
import { getRollbackSafety } from "./get-rollback-safety.ts";

const where = { service: "checkout", environment: "production" };
let database: TestDatabase;
let developer: Actor;
let environmentId = "";
let serviceId = "";
/** Revision ids by version. */
const revisions = new Map<string, string>();

/** 1 → 2 (PAY-1) → 3 (PAY-2, the item of an incident) → 4; 2 → side, never merged. */
beforeAll(async () => {
	database = await createTestDatabase();
	const boss = await startJobs(true);
	await boss.createQueue(executeQueue.name);
	const team = await makeTeam("payments");
	developer = team.developer;
	serviceId = await makeService("checkout", team.teamId);
	environmentId = (await makePlaces("checkout", ["production"])).get("production") ?? "";
	await makeItem("PAY-1");
	await tellVersions("checkout", [
		{ version: "1", after: [] },
		{ version: "2", after: ["1"], items: ["PAY-1"] },
		{ version: "3", after: ["2"], items: ["PAY-2"] },
		{ version: "side", after: ["2"] },
		{ version: "4", after: ["3"] },
		{ version: "elsewhere", after: [] },
	]);
	for (const [index, version] of ["1", "2", "3", "side", "elsewhere", "4"].entries()) {
		const env = version === "1" ? { MODE: "old" } : { MODE: "new" };
		const seenAt = new Date(Date.now() - (60 - index) * 60_000);
		revisions.set(version, (await makeRevision({ service: "checkout", version, seenAt, env })).id);
	}
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await database?.drop();
});

const safetyOf = (version: string, mode: "template" | "image" = "template") =>
	getRollbackSafety(developer, { ...where, templateId: revisions.get(version) ?? "", mode });
const lineOf = async (version: string, code: string) =>
	(await safetyOf(version)).checks.find((one) => one.code === code);

describe("the safety check of a rollback", () => {
	it("names the items that it takes back, and none that the version of then has too", async () => {
		expect(await safetyOf("2")).toMatchObject({ items: [{ key: "PAY-2" }] });
		expect((await safetyOf("1")).items.map(({ key }) => key)).toEqual(["PAY-1", "PAY-2"]);
		expect(await lineOf("1", "keeps-items")).toMatchObject({ state: "warn", params: { count: 2, of: 3 } });
		expect(await lineOf("3", "keeps-items")).toMatchObject({ state: "pass" });
	});

	it("finds them by what the pull request of a commit says, too", async () => {
		const commit = await db().loopNode.findFirstOrThrow({ where: { commit: { message: "4" } } });
		const pull = await db().loopNode.create({ data: { kind: "pull-request", key: "almena/checkout#4" } });
		const item = await makeItem("PAY-4");
		const from = await db().loopNode.create({ data: { kind: "item", key: "PAY-4", itemId: item.id } });
		const edge = { evidence: {}, confidence: "exact" };
		await db().loopEdge.createMany({
			data: [
				{ ...edge, fromId: from.id, toId: pull.id, kind: "implemented-by" },
				{ ...edge, fromId: pull.id, toId: commit.id, kind: "contains" },
			],
		});
		expect(await safetyOf("3")).toMatchObject({ items: [{ key: "PAY-4" }] });
	});

	it("says when work for security is among it: an advisory that a commit names, or an item of that type", async () => {
		expect(await lineOf("3", "keeps-security")).toBeUndefined();
		const message = "Bump the parser\n\nCloses cve-2026-12345, GHSA-9x8y-abcd-1234; notCVE-2026-99999x";
		await db().commit.updateMany({ where: { message: "4" }, data: { message } });
		expect((await safetyOf("3")).advisories).toEqual(["CVE-2026-12345", "GHSA-9X8Y-ABCD-1234"]);
		await db().item.update({ where: { key: "PAY-1" }, data: { type: "security" } });
		expect(await lineOf("1", "keeps-security")).toMatchObject({ state: "warn", params: { count: 1, of: 2 } });
		expect(await lineOf("side", "keeps-security")).toMatchObject({ params: { count: 0, of: 2 } });
	});

	it("compares with a version of another branch by what is common to both", async () => {
		expect((await safetyOf("side")).items.map(({ key }) => key)).toEqual(["PAY-2", "PAY-4"]);
	});

	it("says that it does not know where no common commit is known", async () => {
		for (const code of ["keeps-items", "keeps-fixes"])
			expect(await lineOf("elsewhere", code)).toMatchObject({ state: "unknown", needsReason: false });
	});

	it("says so when nobody can be asked about the registry and GitHub", async () => {
		expect(await lineOf("3", "image-there")).toMatchObject({ state: "unknown", params: { why: "away" } });
		expect(await lineOf("3", "no-migrations")).toMatchObject({ state: "unknown", params: { why: "away" } });
	});

	it("tells settings that changed since from the image that changes anyway", async () => {
		expect(await lineOf("3", "same-configuration")).toMatchObject({ state: "pass", params: { count: 0 } });
		expect(await lineOf("1", "same-configuration")).toMatchObject({
			...{ state: "warn", params: { count: 1, path: "spec.containers[app].env[MODE].value", mode: "template" } },
		});
	});

	it("tells how the last rollback went", async () => {
		expect(await lineOf("3", "last-rollback")).toMatchObject({ state: "pass", params: { status: "none" } });
		const row = { serviceId, environmentId, kind: "rollback", image: "i", actor: {} };
		const { id } = await db().deployment.create({ data: { ...row, status: "failed" } });
		expect(await lineOf("3", "last-rollback")).toMatchObject({ state: "warn", params: { id, status: "failed" } });
		await db().deployment.delete({ where: { id } });
	});
});

describe("a rollback across the fix of an incident", () => {
	const back = () => ({ ...where, templateId: revisions.get("2") ?? "", reason: "Checkout is slow" });
	const override = { gate: "keeps-fixes", reason: "Slow is worse than the rare crash" };

	it("only warns while the trouble is not over, since then it fixed nothing yet", async () => {
		const { id, number } = await makeIncident({ service: "checkout", environmentId, item: "PAY-2", open: true });
		expect(await lineOf("2", "keeps-fixes")).toMatchObject({
			...{ state: "warn", needsReason: false, params: { count: 1, number, open: true } },
		});
		await db().incident.update({ where: { id }, data: { resolvedAt: new Date() } });
	});

	it("names the incident, and needs a reason for just that", async () => {
		const { id, number } = await makeIncident({ service: "checkout", environmentId, item: "PAY-2" });
		expect(await safetyOf("2")).toMatchObject({
			fixes: [{ incidentId: id, number, itemKey: "PAY-2", open: false }],
		});
		expect(await lineOf("2", "keeps-fixes")).toMatchObject({ state: "warn", needsReason: true, params: { number } });
		await expect(rollBackDeployment(developer, back())).rejects.toMatchObject({
			...{ code: "undoes-fix", status: 409, params: { incidentId: id, number, item: "PAY-2" } },
		});
		const wrong = [{ ...override, gate: "no-migrations" }];
		await expect(rollBackDeployment(developer, { ...back(), overrides: wrong })).rejects.toMatchObject({
			code: "undoes-fix",
		});
	});

	it("keeps that reason with the rollback and in the audit", async () => {
		const { id } = await rollBackDeployment(developer, { ...back(), overrides: [override] });
		const rollback = await db().deployment.findUniqueOrThrow({ where: { id } });
		expect(rollback).toMatchObject({ kind: "rollback", digest: digestOf("2"), overrides: [override] });
		const line = await db().auditEntry.findFirstOrThrow({ where: { action: "gate.override", outcome: "done" } });
		expect(line).toMatchObject({ reason: override.reason, after: { gate: "keeps-fixes", digest: digestOf("2") } });
		await db().deployment.update({ where: { id }, data: { status: "superseded" } });
	});

	it("is not held up when Lazo takes back by itself what has just come", async () => {
		await expect(rollBackDeployment(automation("auto-rollback"), back())).resolves.toMatchObject({
			id: expect.any(String),
		});
	});
});
