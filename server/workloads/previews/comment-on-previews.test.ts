import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { startPullComments } from "#server/deployments/testing/pull-comments.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { openPull } from "../testing/preview-company.ts";
import { commentOnPreviews } from "./comment-on-previews.ts";
import { previewComment } from "./preview-comment.ts";

let database: TestDatabase;
let github: Awaited<ReturnType<typeof startPullComments>>;
let pullRequestId = "";
let previewId = "";
const endsAt = new Date("2026-11-22T10:00:00Z");

beforeAll(async () => {
	database = await createTestDatabase("worker");
	github = await startPullComments();
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
	await github?.close();
	await database?.drop();
});
beforeEach(() => void github.reset());

it("makes one comment with address and end, edits it when the preview goes on, and else leaves it alone", async () => {
	github.comments = [{ id: 1, body: "Looks good to me" }];
	await commentOnPreviews(pullRequestId);
	await commentOnPreviews(pullRequestId);
	const row = `| checkout | [🔄 starting](https://lazo.test/previews/${previewId}) |  | <https://checkout-pr-7.example.com> | 2026-11-22 10:00 |`;
	expect(github.comments[1]?.body.split("\n")).toContain(row);
	await db().preview.update({ where: { id: previewId }, data: { status: "ready", commitSha: "abcdef0123" } });
	await commentOnPreviews(pullRequestId);
	expect(github.comments[1]?.body).toContain(`[🟢 ready](https://lazo.test/previews/${previewId}) | abcdef0 |`);
	expect(github.writes).toEqual([
		"POST /repos/almena/checkout/issues/7/comments",
		"PATCH /repos/almena/checkout/issues/comments/2",
	]);
});

it("gives up where GitHub does not let it, and tries again where GitHub is away", async () => {
	github.refuses = 403;
	await expect(commentOnPreviews(pullRequestId)).resolves.toBeUndefined();
	github.refuses = 502;
	await expect(commentOnPreviews(pullRequestId)).rejects.toThrow("502");
});

it("lets no name become a link, a mention or another cell, and names no address that is gone", () => {
	const line = { id: "1", status: "ended", url: "https://gone.test", commitSha: null, endsAt, endedAt: endsAt };
	const row = previewComment([{ ...line, service: { title: "a|b @all [x](https://e.test)" } }], "https://lazo.test");
	expect(row.split("\n").at(-3)).toBe(
		"| ab all xhttpse.test | [⚪ gone](https://lazo.test/previews/1) |  |  | 2026-11-22 10:00 |",
	);
});
