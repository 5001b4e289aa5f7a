import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { openPull } from "../testing/preview-company.ts";
import { commentOnPreviews } from "./comment-on-previews.ts";
import { previewComment } from "./preview-comment.ts";

let database: TestDatabase;
let server: Server;
let pullRequestId = "";
let previewId = "";
/** What GitHub has, what it was asked to write, and what it answers instead when it refuses. */
let comments: { id: number; body: string }[] = [];
let writes: string[] = [];
let refuses = 0;
const endsAt = new Date("2026-11-22T10:00:00Z");

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
	const { teamId } = await makeTeam("payments");
	const serviceId = await makeService("checkout", teamId);
	const repository = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test", defaultBranch: "main", observedAt: new Date() },
	});
	pullRequestId = (await openPull(repository.id, 7)).id;
	const row = { serviceId, pullRequestId, environment: "staging", settings: {}, ownsNamespace: true, actor: {} };
	const old = { namespace: "n", name: "checkout", source: "person", endsAt, status: "ended", endedAt: endsAt };
	await db().preview.create({ data: { ...row, ...old, requestedAt: new Date(0) } });
	const preview = await db().preview.create({
		data: { ...row, ...old, status: "starting", endedAt: null, url: "https://checkout-pr-7.example.com" },
	});
	previewId = preview.id;
}, 60_000);
afterAll(async () => {
	server?.close();
	await database?.drop();
});
beforeEach(() => {
	[comments, writes, refuses] = [[], [], 0];
});

it("makes one comment with address and end, edits it when the preview goes on, and else leaves it alone", async () => {
	comments = [{ id: 1, body: "Looks good to me" }];
	await commentOnPreviews(pullRequestId);
	await commentOnPreviews(pullRequestId);
	const row = `| checkout | [🔄 starting](https://lazo.test/previews/${previewId}) |  | <https://checkout-pr-7.example.com> | 2026-11-22 10:00 |`;
	expect(comments[1]?.body.split("\n")).toContain(row);
	await db().preview.update({ where: { id: previewId }, data: { status: "ready", commitSha: "abcdef0123" } });
	await commentOnPreviews(pullRequestId);
	expect(comments[1]?.body).toContain(`[🟢 ready](https://lazo.test/previews/${previewId}) | abcdef0 |`);
	expect(writes).toEqual([
		"POST /repos/almena/checkout/issues/7/comments",
		"PATCH /repos/almena/checkout/issues/comments/2",
	]);
});

it("gives up where GitHub does not let it, and tries again where GitHub is away", async () => {
	refuses = 403;
	await expect(commentOnPreviews(pullRequestId)).resolves.toBeUndefined();
	refuses = 502;
	await expect(commentOnPreviews(pullRequestId)).rejects.toThrow("502");
});

it("lets no name become a link, a mention or another cell, and names no address that is gone", () => {
	const line = { id: "1", status: "ended", url: "https://gone.test", commitSha: null, endsAt, endedAt: endsAt };
	const row = previewComment([{ ...line, service: { title: "a|b @all [x](https://e.test)" } }], "https://lazo.test");
	expect(row.split("\n").at(-3)).toBe(
		"| ab all xhttpse.test | [⚪ gone](https://lazo.test/previews/1) |  |  | 2026-11-22 10:00 |",
	);
});
