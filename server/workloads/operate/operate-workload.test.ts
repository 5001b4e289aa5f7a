import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { operateWorkload } from "./operate-workload.ts";
import { operateQueue } from "./queue.ts";

const where = { environment: "staging", reason: "It looks well" };
let database: TestDatabase;
let developer: Actor;
const workloads = new Map<string, string>();

beforeAll(async () => {
	database = await createTestDatabase("worker");
	await (await startJobs(true)).createQueue(operateQueue.name);
	const { teamId } = await makeTeam("payments");
	developer = await makePerson("a-developer", teamId, "developer");
	for (const service of ["checkout", "ledger"]) {
		await makeService(service, teamId);
		await makePlaces(service, ["staging"]);
	}
	await makeWorkload("checkout", "Rollout", "checkout");
	await makeWorkload("checkout", "Deployment", "a-worker");
	await makeWorkload("ledger", "Deployment", "ledger");
	const { serviceId, environmentId } = await db().serviceEnvironment.findFirstOrThrow({
		where: { service: { name: "checkout" } },
	});
	const about = { serviceId, environmentId, kind: "deploy", image: "i", actor: {}, status: "rolling", generation: 1n };
	await db().deployment.create({ data: { ...about, progress } });
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await database.drop();
});

/** A canary that waits at its first step. */
const stages = {
	...{ strategy: "canary", phase: "Paused", message: null, step: 0, weight: 20, analysis: null, podHash: "hash" },
	...{ steps: [{ kind: "pause", weight: null, duration: null }], aborted: false, promotedFull: false, stable: false },
	pauses: [{ reason: "CanaryPauseStep", since: "2026-11-21T00:00:00Z" }],
};
const progress = {
	...{ at: "2026-11-21T00:00:00Z", generation: 1, observedGeneration: 1, desired: 2, total: 2, updated: 1, ready: 2 },
	...{ available: 2, paused: false, deadlineExceeded: false, refused: null, more: 0, pods: [], stages },
};

async function makeWorkload(service: string, kind: string, name: string) {
	const { id: serviceId } = await db().entity.findFirstOrThrow({ where: { name: service } });
	const { id: connectionId } = await db().connection.findFirstOrThrow();
	const counts = { desired: 2, ready: 2, updated: 2, available: 2, generation: 1, observedGeneration: 1 };
	const seen = { uid: name, createdAt: new Date(), observedAt: new Date(), ...counts };
	const about = { connectionId, serviceId, environment: "staging", namespace: "staging", kind, name };
	workloads.set(name, (await db().workload.create({ data: { ...about, ...seen } })).id);
}

describe("operating a service of several workloads", () => {
	it("promotes the one that rolls out with steps", async () => {
		const { id } = await operateWorkload(developer, "checkout", { ...where, action: "promote" });
		expect(await db().workloadChange.findUnique({ where: { id } })).toMatchObject({
			...{ kind: "Rollout", name: "checkout", action: "promote", after: { podHash: "hash", step: 0 } },
		});
		await db().workloadChange.deleteMany();
	});

	it("asks which one is meant by everything else", async () => {
		await expect(operateWorkload(developer, "checkout", { ...where, action: "pause" })).rejects.toMatchObject({
			code: "several-workloads",
		});
	});

	it("takes no workload of another service, whatever its id", async () => {
		const workloadId = workloads.get("ledger") ?? "";
		await expect(
			operateWorkload(developer, "checkout", { ...where, action: "pause", workloadId }),
		).rejects.toMatchObject({ status: 404 });
		expect(await db().workloadChange.count()).toBe(0);
	});
});
