import { afterAll, beforeAll, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { loadApprovals } from "./load-approvals.ts";

let database: TestDatabase;
let lead: Actor;
let second: Actor;
let developer: Actor;

/** A version and a runbook that the lead asked for, and a request that has run out. */
beforeAll(async () => {
	database = await createTestDatabase("web");
	const team = await makeTeam("payments");
	developer = team.developer;
	lead = await makePerson("lucia", team.teamId, "lead");
	second = await makePerson("nuria", team.teamId, "lead");
	const serviceId = await makeService("cart", team.teamId);
	const environmentId = (await makePlaces("cart", ["production"])).get("production") ?? "";
	const asked = { requestedBy: { ...actorRef(lead) }, requesterId: lead.id };
	const soon = new Date(Date.now() + 3_600_000);
	const digest = `sha256:${"a".repeat(64)}`;
	await db().deploymentApproval.create({
		data: { serviceId, environmentId, digest, ...asked, expiresAt: soon, requestedAt: new Date(Date.now() - 1_000) },
	});
	const flush = {
		title: "Flush",
		workflowId: "w",
		workflow: "flush",
		path: "p",
		repository: "almena/cart",
		ref: "main",
	};
	for (const expiresAt of [soon, new Date(Date.now() - 1_000)]) {
		const rules = { title: "Flush", description: "Drops keys.", ref: "main", inputs: {}, approval: true };
		const runbook = await db().runbook.create({
			data: { serviceId, environments: ["production"], approvalHours: 4, ...rules },
		});
		const about = { runbookId: runbook.id, serviceId, environmentId, status: "waiting", reason: "slow" };
		await db().runbookRun.create({ data: { ...about, asked: flush, inputs: {}, ...asked, expiresAt } });
	}
});
afterAll(() => database.drop());

it("tells a person what waits for their word, the oldest first, and nobody else", async () => {
	const runbook = { kind: "runbook", service: "cart", environment: "production", what: "Flush", by: "lucia" };
	expect(await loadApprovals(second)).toMatchObject([
		{ kind: "deployment", service: "cart", what: "a".repeat(12), by: "lucia", href: "/deployments" },
		{ ...runbook, href: expect.stringMatching(/^\/runbook-runs\//) },
	]);
	expect(await loadApprovals(lead)).toEqual([]);
	expect(await loadApprovals(developer)).toEqual([]);
});
