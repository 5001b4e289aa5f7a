import { afterAll, beforeAll, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePlaces } from "#server/deployments/testing/place.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { listSharing } from "./internal/list-sharing.ts";

let database: TestDatabase;
let connectionId: string;
const environment = "staging";
const takes = (...envFrom: object[]) => ({ spec: { containers: [{ name: "app", image: "app:1", envFrom }] } });

/** A service whose templates were seen one after the other. */
async function makeSeen(name: string, teamId: string, templates: object[]): Promise<string> {
	const serviceId = await makeService(name, teamId);
	await makePlaces(name, [environment]);
	const target = await db().deploymentTarget.findFirstOrThrow({ where: { name } });
	const now = new Date();
	await db().workload.create({
		data: {
			...{ connectionId: target.connectionId, uid: name, namespace: environment, kind: "Deployment", name, serviceId },
			...{ generation: 1, observedGeneration: 1, desired: 1, updated: 1, ready: 1, available: 1 },
			...{ createdAt: now, observedAt: now },
		},
	});
	for (const [index, template] of templates.entries()) {
		const seenAt = new Date(now.getTime() + index);
		await db().revisionTemplate.create({
			data: { targetId: target.id, hash: `${index}`, template, image: "", firstSeenAt: seenAt, lastSeenAt: seenAt },
		});
	}
	connectionId = target.connectionId;
	return serviceId;
}

beforeAll(async () => {
	database = await createTestDatabase("worker");
});
afterAll(() => database?.drop());

it("names who else takes an object now, and nobody who did once, or who only calls something so", async () => {
	const { teamId } = await makeTeam("payments");
	const shared = { configMapRef: { name: "shared" } };
	const serviceId = await makeSeen("checkout", teamId, [takes(shared)]);
	await makeSeen("ledger", teamId, [takes(), takes(shared, { secretRef: { name: "access" } })]);
	await makeSeen("archive", teamId, [takes(shared), takes()]);
	await makeSeen("shared", teamId, [{ spec: { containers: [{ name: "shared", image: "shared" }] } }]);
	const objects = [
		{ kind: "ConfigMap" as const, object: "shared" },
		{ kind: "ConfigMap" as const, object: "access" },
	];
	const where = { connectionId, namespace: environment, serviceId };
	expect([...(await listSharing(where, objects))]).toEqual([["ConfigMap/shared", ["ledger"]]]);
	await db().workload.updateMany({ where: { name: "ledger" }, data: { deletedAt: new Date() } });
	expect((await listSharing(where, objects)).size).toBe(0);
});
