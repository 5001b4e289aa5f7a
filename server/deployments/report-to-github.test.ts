import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { reportToGitHub } from "./report-to-github.ts";
import { makeService, makeTeam, noteVersion } from "./testing/company.ts";
import { makePlaces } from "./testing/place.ts";

const sha = "d".repeat(40);
const digest = `sha256:${"e".repeat(64)}`;
let database: TestDatabase;
let server: Server;
let deploymentId: string;
/** What GitHub has: deployments with their payload, statuses in order; and what it answers to a write. */
let made: { id: number; payload: unknown; body: Record<string, unknown> }[] = [];
let statuses: Record<string, unknown>[] = [];
let refuses = 0;

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
	const body = request.method === "POST" ? JSON.parse(await text(request)) : {};
	if (request.method === "GET") return { status: 200, body: made.map(({ id, payload }) => ({ id, payload })) };
	if (refuses) return { status: refuses, body: { message: "Resource not accessible by integration" } };
	if (request.url?.endsWith("/statuses")) {
		statuses.push(body);
		return { status: 201, body: { id: statuses.length } };
	}
	const id = made.length + 1;
	made.push({ id, payload: JSON.stringify(body.payload), body });
	return { status: 201, body: { id } };
}

beforeAll(async () => {
	database = await createTestDatabase("worker");
	server = createServer((request, response) => {
		void answer(request).then(({ status, body }) =>
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	process.env.GITHUB_TOKEN = "a-token";
	process.env.LAZO_URL = "https://lazo.test";
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	await db().connection.create({ data: { kind: "github", name: "almena", url, source: "configuration" } });
	const team = await makeTeam("payments");
	const serviceId = await makeService("checkout", team.teamId);
	const repository = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test", defaultBranch: "main", observedAt: new Date() },
	});
	await db().entity.update({ where: { id: serviceId }, data: { repositoryId: repository.id } });
	const ids = await makePlaces("checkout", ["production"]);
	await noteVersion({ service: "checkout", version: "2.0.0", digest, repository: "registry.test/checkout" });
	const artifact = await db().artifact.update({ where: { digest }, data: { commitSha: sha } });
	const actor = { kind: "person", id: "x", name: "Lucía" };
	const deployment = await db().deployment.create({
		data: {
			...{ serviceId, environmentId: ids.get("production") ?? "", artifactId: artifact.id, digest, actor },
			...{ kind: "deploy", image: "i", status: "requested" },
		},
	});
	deploymentId = deployment.id;
}, 60_000);
afterAll(async () => {
	server?.close();
	await database?.drop();
});
beforeEach(async () => {
	made = [];
	statuses = [];
	refuses = 0;
	await db().githubReport.deleteMany();
	await setStatus("requested");
});

const setStatus = (status: string) => db().deployment.update({ where: { id: deploymentId }, data: { status } });

it("tells GitHub each state once, with a way back to Lazo", async () => {
	for (const status of ["requested", "rolling", "rolling", "watching", "succeeded"]) {
		await setStatus(status);
		await reportToGitHub(deploymentId);
	}
	expect(made).toHaveLength(1);
	expect(made[0]?.body).toMatchObject({
		...{ ref: sha, environment: "production", production_environment: true, auto_merge: false },
		...{ required_contexts: [], description: "Deploy by Lucía from Lazo" },
	});
	expect(statuses.map(({ state }) => state)).toEqual(["queued", "in_progress", "success"]);
	expect(statuses[0]?.log_url).toBe(`https://lazo.test/deployments/${deploymentId}`);
});

it("finds what it made before it was killed, and makes it no second time", async () => {
	await reportToGitHub(deploymentId);
	await db().githubReport.deleteMany();
	await setStatus("failed");
	await reportToGitHub(deploymentId);
	expect(made).toHaveLength(1);
	expect(statuses.map(({ state }) => state)).toEqual(["queued", "failure"]);
});

it("lets a GitHub that does not allow it hold nothing up, and tries again when GitHub is away", async () => {
	refuses = 403;
	await reportToGitHub(deploymentId);
	expect(await db().githubReport.count()).toBe(0);
	refuses = 502;
	await expect(reportToGitHub(deploymentId)).rejects.toThrow(/GitHub failed/);
});
