import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describedAnswer } from "./openapi.ts";
import { ask, organisation, repository } from "./server.ts";

const repo = `/repos/${organisation}/${repository}`;
const dispatches = `${repo}/actions/workflows/release.yml/dispatches`;
const template = "/repos/{owner}/{repo}";
const version = `0.0.${Date.now()}`;

async function expectDescribed(response: Response, operation: string, status: number): Promise<unknown> {
	expect(response.status).toBe(status);
	const body = await response.json();
	const validate = describedAnswer(operation, status);
	validate(body);
	expect(validate.errors).toBeNull();
	return body;
}

const dispatched = z.object({ workflow_run_id: z.number() });
const runShape = z.object({ status: z.string(), conclusion: z.string().nullable(), run_attempt: z.number() });

async function readRun(id: number) {
	return runShape.parse(await (await ask(`${repo}/actions/runs/${id}`)).json());
}

async function dispatch(inputs: Record<string, unknown>): Promise<number> {
	const body = { ref: "main", inputs, return_run_details: true };
	const response = await ask(dispatches, { method: "POST", body });
	const operation = `POST ${template}/actions/workflows/{workflow_id}/dispatches`;
	return dispatched.parse(await expectDescribed(response, operation, 200)).workflow_run_id;
}

describe("dispatching a workflow", () => {
	it.each([
		["a ref that is not there", { ref: "no-such-branch" }, "No ref found for"],
		["a missing required input", { ref: "main" }, "Required input 'version' not provided"],
		["an input nobody declared", { ref: "main", inputs: { version, bogus: "1" } }, "Unexpected inputs provided"],
		["a choice that is none", { ref: "main", inputs: { version, "environment-hint": "moon" } }, "allowed values"],
	])("refuses %s with 422", async (_, body, message) => {
		const response = await ask(dispatches, { method: "POST", body });
		expect(response.status).toBe(422);
		expect(z.object({ message: z.string() }).parse(await response.json()).message).toContain(message);
	});

	it("answers 204 without a body where no details are asked for", async () => {
		const body = { ref: "main", inputs: { version, "run-tests": "false" } };
		const response = await ask(dispatches, { method: "POST", body });
		expect([response.status, await response.text()]).toEqual([204, ""]);
	});

	it("moves the run on until it has ended well", async () => {
		const id = await dispatch({ version: `${version}-a`, "run-tests": "false" });
		await expect.poll(async () => (await readRun(id)).status, { timeout: 50_000, interval: 300 }).toBe("completed");
		expect((await readRun(id)).conclusion).toBe("success");
	});

	it("cancels a run, runs it again and cancels that too", async () => {
		const id = await dispatch({ version: `${version}-b` });
		const cancel = () => ask(`${repo}/actions/runs/${id}/cancel`, { method: "POST" });
		expect((await cancel()).status).toBe(202);
		await expect.poll(async () => (await readRun(id)).conclusion, { timeout: 20_000 }).toBe("cancelled");
		expect((await cancel()).status).toBe(409);
		expect((await ask(`${repo}/actions/runs/${id}/rerun`, { method: "POST" })).status).toBe(201);
		expect((await readRun(id)).run_attempt).toBe(2);
		expect((await cancel()).status).toBe(202);
	});
});

describe("deployments", () => {
	it("are created, reported on and read as GitHub describes", async () => {
		const environment = "staging";
		const body = { ref: "main", environment, auto_merge: false, required_contexts: [], description: "by a contract" };
		const created = await ask(`${repo}/deployments`, { method: "POST", body });
		const deployment = await expectDescribed(created, `POST ${template}/deployments`, 201);
		const { id } = z.object({ id: z.number() }).parse(deployment);
		const statuses = `${repo}/deployments/${id}/statuses`;
		const urls = { log_url: "http://127.0.0.1:3000/deployments/1", environment_url: "http://127.0.0.1:3000/" };
		const report = { state: "success", environment, ...urls };
		const reported = await ask(statuses, { method: "POST", body: report });
		await expectDescribed(reported, `POST ${template}/deployments/{deployment_id}/statuses`, 201);
		await expectDescribed(await ask(statuses), `GET ${template}/deployments/{deployment_id}/statuses`, 200);
		const listed = await ask(`${repo}/deployments?environment=${environment}`);
		await expectDescribed(listed, `GET ${template}/deployments`, 200);
	});
});
