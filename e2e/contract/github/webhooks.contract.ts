import { createHmac } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { pushCommit } from "./push-commit.ts";
import { ask, organisation, repository } from "./server.ts";

const environment = z
	.object({ GITHUB_WEBHOOK_PORT: z.coerce.number(), GITHUB_WEBHOOK_SECRET: z.string() })
	.safeParse(process.env);

const file = new URL("../../schemas/node_modules/@octokit/webhooks-schemas/schema.json", import.meta.url);
const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
// Each definition names the meta schema in its older spelling, which is of no use here.
const text = readFileSync(file, "utf8").replaceAll(/"\$schema":\s*"[^"]*",?/g, "");
ajv.addSchema(z.record(z.string(), z.unknown()).parse(JSON.parse(text)), "webhooks");

const openPulls = z.array(z.object({ head: z.object({ ref: z.string() }) })).min(1);

type Delivery = { event: string; signature: string; delivery: string; agent: string; body: Buffer };
const actionShape = z.object({
	action: z.string().default("event"),
	workflow_job: z.object({ name: z.string() }).optional(),
});

describe.skipIf(!environment.success)("webhooks (the server under test must send them to GITHUB_WEBHOOK_PORT)", () => {
	const deliveries: Delivery[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const header = (name: string) => String(request.headers[name] ?? "");
		deliveries.push({
			event: header("x-github-event"),
			signature: header("x-hub-signature-256"),
			delivery: header("x-github-delivery"),
			agent: header("user-agent"),
			body: Buffer.concat(chunks),
		});
		response.writeHead(204).end();
	});
	const named = () =>
		deliveries.map(({ event, body }) => `${event} ${actionShape.parse(JSON.parse(body.toString())).action}`);

	beforeAll(async () => {
		server.listen(environment.data?.GITHUB_WEBHOOK_PORT, "127.0.0.1");
		await once(server, "listening");
		const repo = `/repos/${organisation}/${repository}`;
		const inputs = { version: `0.0.${Date.now()}`, "run-tests": "false" };
		await ask(`${repo}/actions/workflows/release.yml/dispatches`, { method: "POST", body: { ref: "main", inputs } });
		const created = await ask(`${repo}/deployments`, { method: "POST", body: { ref: "main", environment: "staging" } });
		const { id } = z.object({ id: z.number() }).parse(await created.json());
		const urls = { log_url: "http://127.0.0.1:3000/1", environment_url: "http://127.0.0.1:3000/" };
		const report = { state: "success", ...urls };
		await ask(`${repo}/deployments/${id}/statuses`, { method: "POST", body: report });
		const pulls = await (await ask(`${repo}/pulls`)).json();
		await pushCommit(openPulls.parse(pulls)[0]?.head.ref ?? "");
		await vi.waitFor(() => expect(named()).toContain("pull_request synchronize"), { timeout: 20_000 });
		await vi.waitFor(() => expect(named()).toContain("workflow_run completed"), { timeout: 50_000 });
	});

	afterAll(() => {
		server.close();
	});

	it("tell of every step of a run, of its tag, of a push to a pull request and of the deployment", () => {
		for (const action of ["requested", "in_progress", "completed"]) expect(named()).toContain(`workflow_run ${action}`);
		for (const action of ["queued", "in_progress", "completed"]) expect(named()).toContain(`workflow_job ${action}`);
		for (const event of ["deployment_status created", "push event", "create event"]) expect(named()).toContain(event);
	});

	it("are signed over their exact bytes, and each has its own delivery id", () => {
		for (const { body, signature, agent } of deliveries) {
			const secret = environment.data?.GITHUB_WEBHOOK_SECRET ?? "";
			expect(signature).toBe(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
			expect(agent).toMatch(/^GitHub-Hookshot\//);
		}
		expect(new Set(deliveries.map(({ delivery }) => delivery)).size).toBe(deliveries.length);
	});

	it("carry what GitHub's schemas ask for", () => {
		for (const { event, body } of deliveries) {
			const payload = JSON.parse(body.toString());
			const name = `${event}$${actionShape.parse(payload).action}`;
			const validate = ajv.compile({ $ref: `webhooks#/definitions/${name}` });
			validate(payload);
			expect({ name, errors: validate.errors }).toEqual({ name, errors: null });
		}
	});
});
