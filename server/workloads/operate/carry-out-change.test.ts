import { afterAll, beforeAll, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { carryOutChange } from "./carry-out-change.ts";

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase("worker");
});
afterAll(() => database.drop());

it("ends a change that cannot be carried out, whatever the reason, so that it holds up no later one", async () => {
	const serviceId = await makeService("checkout", (await makeTeam("payments")).teamId);
	const about = { connectionId: crypto.randomUUID(), namespace: "staging", kind: "CronJob", name: "checkout" };
	const asked = { serviceId, environment: "staging", action: "restart", actor: {}, status: "requested" };
	const change = (minutes: number) =>
		db().workloadChange.create({
			data: { ...about, ...asked, requestedAt: new Date(Date.now() - minutes * 60_000) },
		});
	const [young, old] = [await change(1), await change(11)];
	await expect(carryOutChange(young.id)).rejects.toThrow("CronJob");
	await carryOutChange(old.id);
	expect(await db().workloadChange.findUnique({ where: { id: young.id } })).toMatchObject({ status: "requested" });
	expect(await db().workloadChange.findUnique({ where: { id: old.id } })).toMatchObject({
		...{ status: "failed", failure: { code: "internal", message: "" } },
	});
});
