import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { makeService, makeTeam } from "../testing/company.ts";
import { makePlaces } from "../testing/place.ts";
import { digestOf, tellVersions } from "../testing/story.ts";
import { commentOnPull } from "./comment-on-pull.ts";
import { verdictComment } from "./verdict-comment.ts";

let database: TestDatabase;
let server: Server;
let pullRequestId = "";
let serviceId = "";
let environments = new Map<string, string>();
/** What GitHub has, what it was asked, and what it answers to a write instead when it refuses. */
let comments: { id: number; body: string }[] = [];
let writes: string[] = [];
let refuses = 0;

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
	if (request.method === "GET") return { status: 200, body: comments };
	if (refuses) return { status: refuses, body: { message: "Resource not accessible by integration" } };
	const { body } = JSON.parse(await text(request));
	writes.push(`${request.method} ${request.url}`);
	const known = comments.find(({ id }) => request.url?.endsWith(`/${id}`));
	if (known) return { status: 200, body: Object.assign(known, { body }) };
	const made = { id: comments.length + 1, body };
	comments.push(made);
	return { status: 201, body: made };
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
	serviceId = await makeService("checkout", team.teamId);
	environments = await makePlaces("checkout", ["staging", "production"]);
	await tellVersions("checkout", [{ version: "2.0.0", after: [] }]);
	const repository = await db().repository.findFirstOrThrow();
	const times = { createdAt: new Date(), updatedAt: new Date(), observedAt: new Date() };
	const branch = { title: "t", state: "merged", headRef: "h", headSha: "s", baseRef: "main", url: "u" };
	const pull = await db().pullRequest.create({
		data: { repositoryId: repository.id, number: 7, ...branch, ...times },
	});
	pullRequestId = pull.id;
}, 60_000);
afterAll(async () => {
	server?.close();
	await database?.drop();
});
beforeEach(() => {
	[comments, writes, refuses] = [[], [], 0];
});

async function judged(environment: string, state: string): Promise<string> {
	const artifact = await db().artifact.findUniqueOrThrow({ where: { digest: digestOf("2.0.0") } });
	const row = { kind: "deploy", image: "i", status: "succeeded", actor: {}, startedAt: new Date() };
	const of = { serviceId, environmentId: environments.get(environment) ?? "", artifactId: artifact.id };
	const { id: deploymentId } = await db().deployment.create({ data: { ...row, ...of } });
	await transaction((tx) =>
		recordEvent(tx, {
			type: "pull-request.judged",
			actor: automation("test"),
			subject: { kind: "pull-request", id: pullRequestId },
			data: { environment, state, deploymentId },
		}),
	);
	return deploymentId;
}

it("says nothing while there is nothing to say", async () => {
	await commentOnPull(pullRequestId);
	expect(writes).toEqual([]);
});

it("makes one comment, edits it when more is known, and leaves it alone when nothing is new", async () => {
	comments = [{ id: 1, body: "Looks good to me" }];
	const id = await judged("staging", "better");
	await commentOnPull(pullRequestId);
	expect(comments[1]?.body).toContain(
		`| staging | [2.0.0](https://lazo.test/deployments/${id}) | 🟢 better than before |`,
	);
	await commentOnPull(pullRequestId);
	await judged("production", "worse");
	await judged("staging", "unchanged");
	await commentOnPull(pullRequestId);
	expect(writes).toEqual([
		"POST /repos/almena/checkout/issues/7/comments",
		"PATCH /repos/almena/checkout/issues/comments/2",
	]);
	const [staging, production] =
		comments[1]?.body
			.split("\n")
			.filter((line) => line.startsWith("| "))
			.slice(1) ?? [];
	expect(staging).toContain("⚪ as before");
	expect(production).toContain("🔴 worse than before");
});

it("gives up where GitHub does not let it, and tries again where GitHub is away", async () => {
	refuses = 403;
	await expect(commentOnPull(pullRequestId)).resolves.toBeUndefined();
	refuses = 502;
	await expect(commentOnPull(pullRequestId)).rejects.toThrow("502");
});

it("lets no name become a link, a mention or another cell", () => {
	const line = { deploymentId: "1", environment: "a|b @all", version: "[x](https://e.test)", state: "<b>", at: null };
	const row = verdictComment([line], "https://lazo.test").split("\n").at(-3);
	expect(row).toBe("| ab all | [xhttpse.test](https://lazo.test/deployments/1) | b |  |");
});
