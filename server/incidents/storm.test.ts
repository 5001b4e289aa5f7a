import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { freePort } from "#server/platform/testing/postgres.ts";
import { alertsQueue } from "./queues.ts";
import { receiveAlerts } from "./receive-alerts.ts";

const size = 2_000;
let database: TestDatabase;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
	database = await createTestDatabase();
	await (await startJobs(true)).createQueue(alertsQueue.name, { notify: true });
	await stopJobs();
	await db().environment.create({ data: { name: "production", title: "Production", rank: 3, production: true } });
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	await db().entity.create({
		data: {
			ref: "component:default/checkout",
			kind: "component",
			type: "service",
			name: "checkout",
			title: "Checkout",
			ownerTeamId: team.id,
			document: {},
			observedAt: new Date(),
		},
	});
});
afterAll(async () => {
	for (const worker of workers) worker.kill("SIGKILL");
	await stopJobs();
	await database.drop();
});

async function startWorker(): Promise<ChildProcess> {
	const worker = spawn(process.execPath, ["server/worker/main.ts"], {
		env: { ...process.env, DATABASE_URL: database.url, WORKER_PORT: String(await freePort()), LOG_LEVEL: "error" },
		stdio: "ignore",
	});
	workers.add(worker);
	return worker;
}

/** Waits for a condition; fails after a minute. */
async function until(condition: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + 60_000;
	while (!(await condition())) {
		if (Date.now() > deadline) throw new Error("it did not come true within a minute");
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

const webhook = JSON.stringify({
	version: "4",
	groupKey: "storm",
	status: "firing",
	receiver: "lazo",
	alerts: Array.from({ length: size }, (_, index) => ({
		status: "firing",
		labels: { alertname: "PodDown", service: "checkout", environment: "production", pod: `checkout-${index}` },
		annotations: { summary: "a pod is down" },
		startsAt: new Date(Date.now() - 60_000 + index).toISOString(),
		fingerprint: `pod-${index}`,
	})),
});

describe("an alert storm", () => {
	it("loses nothing and doubles nothing when the worker is killed in the middle", async () => {
		await receiveAlerts(webhook);
		const first = await startWorker();
		await until(async () => (await db().alert.count()) > 0);
		first.kill("SIGKILL");
		await once(first, "exit");
		const before = await db().alert.count();
		expect(before).toBeLessThan(size);
		// Time passes: the dead worker's leases run out, and what it had is a leftover.
		await db().lease.deleteMany();
		await db().webhookDelivery.updateMany({ data: { receivedAt: new Date(Date.now() - 60_000) } });
		const second = await startWorker();
		await until(async () => (await db().alert.count()) === size);
		await until(async () => (await db().webhookDelivery.count({ where: { processedAt: null } })) === 0);
		expect(await db().incident.count()).toBe(1);
		expect(await db().item.count()).toBe(1);
		expect(await db().alert.count({ where: { incidentId: null } })).toBe(0);
		expect(await db().loopEvent.count({ where: { type: "alert.fired" } })).toBe(size);
		expect(await db().loopEvent.count({ where: { type: "incident.opened" } })).toBe(1);
		expect(await db().loopEdge.count({ where: { kind: "opened" } })).toBe(size);
		second.kill("SIGTERM");
		await once(second, "exit");
	}, 120_000);
});
