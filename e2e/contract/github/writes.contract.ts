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

describe("comments on a pull request", () => {
	it("are written, edited, listed and taken away as GitHub describes", async () => {
		const pulls = z.array(z.object({ number: z.number() })).min(1);
		const [pull] = pulls.parse(await (await ask(`${repo}/pulls?state=all`)).json());
		const comments = `${repo}/issues/${pull?.number}/comments`;
		const many = `${template}/issues/{issue_number}/comments`;
		const one = `${template}/issues/comments/{comment_id}`;
		const created = await ask(comments, { method: "POST", body: { body: "by a contract" } });
		const comment = await expectDescribed(created, `POST ${many}`, 201);
		const { id } = z.object({ id: z.number() }).parse(comment);
		await expectDescribed(await ask(comments), `GET ${many}`, 200);
		const edit = await ask(`${repo}/issues/comments/${id}`, { method: "PATCH", body: { body: "edited" } });
		expect(await expectDescribed(edit, `PATCH ${one}`, 200)).toMatchObject({ id, body: "edited" });
		await expectDescribed(await ask(`${repo}/issues/comments/${id}`), `GET ${one}`, 200);
		expect((await ask(`${repo}/issues/comments/${id}`, { method: "DELETE" })).status).toBe(204);
		expect((await ask(`${repo}/issues/comments/${id}`)).status).toBe(404);
	});

	it("need a text and a pull request", async () => {
		const comments = (number: number) => `${repo}/issues/${number}/comments`;
		expect((await ask(comments(1), { method: "POST", body: {} })).status).toBe(422);
		expect((await ask(comments(999_999), { method: "POST", body: { body: "to nobody" } })).status).toBe(404);
	});
});

describe("files, branches and pull requests", () => {
	const path = `contract/${Date.now()}.yaml`;
	const file = `${repo}/contents/${path}`;
	const base64 = (text: string) => Buffer.from(text).toString("base64");
	const put = (body: object) => ask(file, { method: "PUT", body: { message: "by a contract", ...body } });
	const operation = `PUT ${template}/contents/{path}`;
	const written = z.object({ content: z.object({ sha: z.string() }), commit: z.object({ sha: z.string() }) });

	it("writes a file of a branch once for every version of it that was read", async () => {
		const created = await expectDescribed(await put({ content: base64("one: 1\n") }), operation, 201);
		const { sha } = written.parse(created).content;
		const changed = await expectDescribed(await put({ content: base64("one: 2\n"), sha }), operation, 200);
		expect((await put({ content: base64("one: 3\n"), sha })).status).toBe(409);
		expect((await put({ content: base64("one: 3\n") })).status).toBe(422);
		const read = z.object({ sha: z.string(), content: z.string() }).parse(await (await ask(file)).json());
		expect(read.sha).toBe(written.parse(changed).content.sha);
		expect(Buffer.from(read.content, "base64").toString()).toBe("one: 2\n");
	});

	it("opens a pull request of a new branch, closes and opens it again, and merges it", async () => {
		const branch = `contract-${Date.now()}`;
		const main = z.object({ object: z.object({ sha: z.string() }) });
		const { object } = main.parse(await (await ask(`${repo}/git/ref/heads/main`)).json());
		const refs = { method: "POST", body: { ref: `refs/heads/${branch}`, sha: object.sha } };
		await expectDescribed(await ask(`${repo}/git/refs`, refs), `POST ${template}/git/refs`, 201);
		expect((await ask(`${repo}/git/refs`, refs)).status).toBe(422);
		const body = { title: "by a contract", head: branch, base: "main" };
		expect((await ask(`${repo}/pulls`, { method: "POST", body })).status).toBe(422);
		const { sha } = z.object({ sha: z.string() }).parse(await (await ask(`${file}?ref=${branch}`)).json());
		expect((await put({ content: base64("one: 4\n"), sha, branch })).status).toBe(200);
		const opened = await ask(`${repo}/pulls`, { method: "POST", body });
		const pull = await expectDescribed(opened, `POST ${template}/pulls`, 201);
		const { number } = z.object({ number: z.number() }).parse(pull);
		const one = `${repo}/pulls/${number}`;
		for (const state of ["closed", "open"]) {
			const changed = await ask(one, { method: "PATCH", body: { state } });
			expect(await expectDescribed(changed, `PATCH ${template}/pulls/{pull_number}`, 200)).toMatchObject({ state });
		}
		const labels = `${repo}/issues/${number}/labels`;
		const labelled = await ask(labels, { method: "POST", body: { labels: ["preview", "big"] } });
		await expectDescribed(labelled, `POST ${template}/issues/{issue_number}/labels`, 200);
		const fewer = await ask(`${labels}/big`, { method: "DELETE" });
		await expectDescribed(fewer, `DELETE ${template}/issues/{issue_number}/labels/{name}`, 200);
		const shown = await expectDescribed(await ask(one), `GET ${template}/pulls/{pull_number}`, 200);
		expect(shown).toMatchObject({ labels: [{ name: "preview" }] });
		const merged = await ask(`${one}/merge`, { method: "PUT", body: {} });
		await expectDescribed(merged, `PUT ${template}/pulls/{pull_number}/merge`, 200);
		expect(await (await ask(one)).json()).toMatchObject({ state: "closed", merged: true });
		const read = z.object({ content: z.string() }).parse(await (await ask(file)).json());
		expect(Buffer.from(read.content, "base64").toString()).toBe("one: 4\n");
	});
});
