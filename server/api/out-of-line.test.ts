import { z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSession } from "#server/access/sessions.ts";
import { makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import { config } from "#server/platform/config/load.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { answerOperation } from "./answer-operation.ts";
import { operation } from "./operation.ts";

let database: TestDatabase;
let headers: Record<string, string>;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const person = await makePerson("ana", (await makeTeam("payments")).teamId);
	headers = {
		cookie: `lazo-session=${await startSession(person.id, "test")}`,
		origin: "http://127.0.0.1:3000",
	};
});
afterAll(() => database?.drop());

const about = { method: "post", action: "self.manage", tag: "Test", response: z.object({}) } as const;

it("what waits for the worker keeps no other write from its turn", async () => {
	let answers = () => {};
	const worker = new Promise<void>((resolve) => {
		answers = resolve;
	});
	const waits = operation({
		...{ ...about, path: "/waits", summary: "Waits for the worker", outOfLine: true },
		run: () => worker.then(() => ({})),
	});
	const writes = operation({ ...about, path: "/writes", summary: "Writes", run: async () => ({}) });
	const app = new Hono();
	for (const declared of [waits, writes]) app.post(declared.path, (c) => answerOperation(c, declared, 200));
	const waiting = Array.from({ length: config().DATABASE_POOL + 1 }, () =>
		app.request("/waits", { method: "POST", headers }),
	);
	expect((await app.request("/writes", { method: "POST", headers })).status).toBe(200);
	answers();
	for (const one of waiting) expect((await one).status).toBe(200);
});
