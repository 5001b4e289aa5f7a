import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs, workQueue } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { deliveryQueue } from "../queues.ts";
import { receiveWebhook } from "./receive-webhook.ts";

const secret = "a webhook secret of the test";
let database: TestDatabase;
const handled: string[] = [];

beforeAll(async () => {
	process.env.GITHUB_WEBHOOK_SECRET = secret;
	database = await createTestDatabase("worker");
	await startJobs(true);
	await workQueue(deliveryQueue, async ({ deliveryRowId }) => void handled.push(deliveryRowId));
});
afterAll(async () => {
	await stopJobs();
	await database.drop();
});

const sign = (body: string) => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

function delivery(body: string, headers: Record<string, string> = {}): Request {
	return new Request("http://lazo.test/api/webhooks/github", {
		method: "POST",
		body,
		headers: {
			"content-type": "application/json",
			"x-github-event": "workflow_run",
			"x-github-delivery": randomUUID(),
			"x-hub-signature-256": sign(body),
			...headers,
		},
	});
}

describe("receiveWebhook", () => {
	it("refuses a wrong or missing signature and stores nothing (R14)", async () => {
		const body = JSON.stringify({ action: "completed" });
		for (const signature of [sign(`${body} `), "", "sha256=", "sha1=abc", "x".repeat(71)])
			expect(await receiveWebhook(delivery(body, { "x-hub-signature-256": signature }))).toMatchObject({ status: 401 });
		expect(await receiveWebhook(delivery("{not json", { "x-hub-signature-256": "sha256=00" }))).toMatchObject({
			status: 401,
		});
		expect(await db().webhookDelivery.count()).toBe(0);
	});

	it("refuses a body that is too large before it has read it (R15)", async () => {
		let sent = 0;
		const endless = new ReadableStream<Uint8Array>({
			pull: (controller) => {
				sent += 1;
				controller.enqueue(new Uint8Array(256 * 1024));
			},
		});
		const init = {
			method: "POST",
			body: endless,
			duplex: "half",
			headers: { "x-hub-signature-256": sign("") },
		} as const;
		expect(await receiveWebhook(new Request("http://lazo.test/", init))).toMatchObject({ status: 413 });
		expect(sent * 256 * 1024).toBeLessThan(8 * 1024 * 1024);
		const declared = delivery("{}", { "content-length": String(100 * 1024 * 1024) });
		expect(await receiveWebhook(declared)).toMatchObject({ status: 413 });
		expect(await db().webhookDelivery.count()).toBe(0);
	});

	it("takes in a delivery once, also when it comes twice at the same moment (R16)", async () => {
		const body = JSON.stringify({ action: "completed" });
		const id = { "x-github-delivery": randomUUID() };
		const answers = await Promise.all([1, 2, 3, 4].map(() => receiveWebhook(delivery(body, id))));
		expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
		expect(answers.filter(({ code }) => code === "webhook.accepted")).toHaveLength(1);
		const rows = await db().webhookDelivery.findMany({ where: { deliveryId: id["x-github-delivery"] } });
		expect(rows).toHaveLength(1);
		await expect.poll(() => handled, { timeout: 10_000 }).toEqual([rows[0]?.id]);
	});

	it("says so when nobody needs an event, or when the payload is no object", async () => {
		expect(await receiveWebhook(delivery("{}", { "x-github-event": "star" }))).toMatchObject({ status: 204 });
		expect(await receiveWebhook(delivery("[]"))).toMatchObject({ status: 400, code: "webhook.not-json" });
	});
});
