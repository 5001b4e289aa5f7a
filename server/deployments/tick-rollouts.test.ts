import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { addCluster, closeClusters } from "#server/connectors/kubernetes/open-clusters.ts";
import { clusterAt } from "#server/connectors/kubernetes/testing/cluster-at.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { rollBackQueue } from "./queues.ts";
import { makeService, makeTeam } from "./testing/company.ts";
import { makePlaces } from "./testing/place.ts";
import { tickOnce, tickRollouts } from "./tick-rollouts.ts";

let database: TestDatabase;
let silent: Answering;
let asked = 0;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	await (await startJobs(true)).createQueue(rollBackQueue.name);
	const { teamId } = await makeTeam("payments");
	for (const service of ["checkout", "ledger"]) {
		await makeService(service, teamId);
		await makePlaces(service, ["staging"]);
	}
	silent = await answerWith(() => {
		asked++;
	});
	const { id } = await db().connection.findFirstOrThrow();
	await addCluster(id, clusterAt(silent.url));
}, 60_000);
afterAll(async () => {
	await silent.close();
	await closeClusters();
	await tickRollouts(AbortSignal.abort());
	await stopJobs();
	await database.drop();
});

async function deployment(service: string, data: { status: string; requestedAt: Date; deadlineAt: Date }) {
	const place = await db().serviceEnvironment.findFirstOrThrow({ where: { service: { name: service } } });
	const { serviceId, environmentId } = place;
	const actor = { kind: "automation", id: "test" };
	const about = { serviceId, environmentId, kind: "deploy", image: "registry.test/x", actor };
	return (await db().deployment.create({ data: { ...about, ...data } })).id;
}

it("judges a rollout by its deadline while the cluster of another one does not answer", async () => {
	const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
	const [requestedAt, deadlineAt] = [ago(5), ago(-5)];
	await deployment("checkout", { status: "requested", requestedAt, deadlineAt });
	const late = await deployment("ledger", { status: "rolling", requestedAt: ago(4), deadlineAt: ago(1) });
	const start = performance.now();
	await tickOnce(new Date());
	expect(await db().deployment.findUnique({ where: { id: late } })).toMatchObject({ status: "failed" });
	// A question that nobody answers is given up after ten seconds.
	expect(performance.now() - start).toBeLessThan(9_000);
	await vi.waitFor(() => expect(asked).toBeGreaterThan(0), 5_000);
});
