import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSession } from "#server/access/sessions.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs, workQueue } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { executeQueue } from "../deployments/queues.ts";
import { createApi } from "./app.ts";
import { operations } from "./operations/all.ts";

const digest = `sha256:${"c".repeat(64)}`;
const deploy = { service: "checkout", environment: "staging", digest };
let database: TestDatabase;
let headers: Record<string, string>;
let other: Record<string, string>;
let teamId: string;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	await startJobs(true);
	await workQueue(executeQueue, async () => {});
	const now = new Date();
	teamId = (await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } })).id;
	[headers, other] = [await member("ana"), await member("bea")];
	const service = await db().entity.create({
		data: {
			...{ ref: "component:default/checkout", kind: "component", name: "checkout", type: "service", title: "Checkout" },
			...{ ownerTeamId: teamId, annotations: {}, document: {}, observedAt: now },
		},
	});
	const cluster = await db().connection.create({
		data: { kind: "kubernetes", name: "harbor", url: "https://k.test", source: "settings", lastSuccessAt: now },
	});
	const environment = await db().environment.create({ data: { name: "staging", title: "Staging", rank: 1 } });
	await db().serviceEnvironment.create({
		data: {
			...{ serviceId: service.id, environmentId: environment.id },
			targets: {
				create: {
					connectionId: cluster.id,
					namespace: "staging",
					kind: "Deployment",
					name: "checkout",
					container: "app",
				},
			},
		},
	});
	await db().artifact.create({
		data: { digest, repository: "r.test/checkout", serviceId: service.id, createdAt: now, observedAt: now },
	});
});
afterAll(async () => {
	await stopJobs();
	await database.drop();
});
beforeEach(async () => {
	await db().deployment.deleteMany();
});

async function member(login: string): Promise<Record<string, string>> {
	const person = await db().person.create({
		data: {
			...{ issuer: "https://issuer.example", subject: login, login, name: login },
			grants: { create: { role: "lead", source: "claim" } },
			memberships: { create: { teamId, source: "claim" } },
		},
	});
	return {
		cookie: `lazo-session=${await startSession(person.id, "test")}`,
		origin: "http://127.0.0.1:3000",
		"content-type": "application/json",
	};
}

const post = (path: string, body: object, key: string | Record<string, string>) =>
	createApi().request(`/api/v1${path}`, {
		method: "POST",
		headers: typeof key === "string" ? { ...headers, "idempotency-key": key } : key,
		body: JSON.stringify(body),
	});

describe("a write with an Idempotency-Key", () => {
	it("is done once when it is sent twice at the same moment, and both get the same answer", async () => {
		const key = randomUUID();
		const answers = await Promise.all([post("/deployments", deploy, key), post("/deployments", deploy, key)]);
		expect(answers.map(({ status }) => status)).toEqual([202, 202]);
		const [first, second] = await Promise.all(answers.map((answer) => answer.text()));
		expect(second).toBe(first);
		expect(answers.filter((answer) => answer.headers.get("idempotency-replayed") === "true")).toHaveLength(1);
		expect(await db().deployment.count()).toBe(1);
	});

	it("is refused under a key that stood for something else", async () => {
		const key = randomUUID();
		await post("/deployments", deploy, key);
		const reused = await post("/deployments", { ...deploy, reason: "another one" }, key);
		expect(await reused.json()).toMatchObject({ status: 422, code: "idempotency-key-reused" });
		expect(await db().deployment.count()).toBe(1);
	});

	it("has its key to itself: another person's same key is another one", async () => {
		const key = randomUUID();
		expect((await post("/deployments", deploy, key)).status).toBe(202);
		expect(await (await post("/deployments", deploy, { ...other, "idempotency-key": key })).json()).toMatchObject({
			code: "rollout-running",
		});
	});

	it("may be sent again after it was refused", async () => {
		const key = randomUUID();
		const first = await (await post("/deployments", deploy, randomUUID())).json();
		expect((await post("/deployments", deploy, key)).status).toBe(409);
		await db().deployment.update({ where: { id: first.id }, data: { status: "succeeded" } });
		expect((await post("/deployments", deploy, key)).status).toBe(202);
	});

	it("is answered from its own transaction when the process died before it could answer", async () => {
		const key = randomUUID();
		const { id } = await (await post("/deployments", deploy, key)).json();
		const kept = await db().idempotencyKey.findFirstOrThrow({ where: { key } });
		expect(kept).toMatchObject({ committed: true, answer: { id } });
	});

	it("may be done again after a day, or after a process died with it before its commit", async () => {
		const about = async (key: string, seconds: number, committed: boolean) => {
			await post("/deployments", deploy, key);
			await db().deployment.deleteMany();
			const createdAt = new Date(Date.now() - seconds * 1_000);
			await db().idempotencyKey.updateMany({ where: { key }, data: { createdAt, committed } });
			return post("/deployments", deploy, key);
		};
		for (const [seconds, committed] of [
			[25 * 3_600, true],
			[90, false],
		] as const) {
			expect((await about(randomUUID(), seconds, committed)).headers.get("idempotency-replayed")).toBeNull();
			expect(await db().deployment.count()).toBe(1);
			await db().deployment.deleteMany();
		}
	});

	it("never has a secret kept with it", async () => {
		const key = randomUUID();
		const wanted = { name: "ci", scopes: ["read"], days: 1 };
		const { token } = await (await post("/me/tokens", wanted, key)).json();
		const again = await post("/me/tokens", wanted, key);
		expect(await again.json()).toMatchObject({ status: 409, code: "idempotency-answer-not-kept" });
		expect(JSON.stringify(await db().idempotencyKey.findMany())).not.toContain(token);
		expect(await db().apiToken.count()).toBe(1);
	});

	it("needs a key that can be read", async () => {
		expect((await post("/deployments", deploy, "two words")).status).toBe(400);
		expect(await db().deployment.count()).toBe(0);
	});
});

it("every operation whose answer has a token says that it is a secret", () => {
	const telling = operations.filter(({ response }) => "shape" in response && "token" in Object(response.shape));
	expect(telling.length).toBeGreaterThan(0);
	for (const { answerIsSecret } of telling) expect(answerIsSecret).toBe(true);
});
