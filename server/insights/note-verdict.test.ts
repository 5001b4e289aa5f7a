import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commentQueue } from "#server/deployments/pull-comments/queue.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePlaces } from "#server/deployments/testing/place.ts";
import { ensureNode, link } from "#server/loop/link.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { noteVerdictReaction } from "./note-verdict.ts";

let database: TestDatabase;
let place: { serviceId: string; environmentId: string };
/** Ids of pull requests by number. */
const pulls = new Map<number, string>();

/** Two images that follow each other, each with the pull request of one item: v1 ← #1, PAY-1; v2 ← #2, PAY-2. */
beforeAll(async () => {
	database = await createTestDatabase();
	const boss = await startJobs(true);
	await boss.createQueue(commentQueue.name);
	const { teamId } = await makeTeam("payments");
	const serviceId = await makeService("checkout", teamId);
	place = { serviceId, environmentId: (await makePlaces("checkout", ["staging"])).get("staging") ?? "" };
	const now = new Date();
	const { id: repositoryId } = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test/c", defaultBranch: "main", observedAt: now },
	});
	const about = { teamId, title: "a", type: "bug", priority: "high", state: "done", rank: "a" };
	const branch = { title: "t", state: "merged", headRef: "h", headSha: "s", baseRef: "main", url: "u" };
	const times = { createdAt: now, updatedAt: now, observedAt: now };
	await transaction(async (tx) => {
		let before: string | undefined;
		for (const number of [1, 2]) {
			const digest = `v${number}`;
			const { id: itemId } = await tx.item.create({ data: { key: `PAY-${number}`, number, ...about } });
			const { id } = await tx.pullRequest.create({ data: { repositoryId, number, ...branch, ...times } });
			const { id: artifactId } = await tx.artifact.create({
				data: { digest, repository: "r", createdAt: now, observedAt: now },
			});
			pulls.set(number, id);
			const commit = { message: "m", authorName: "Ana", authoredAt: now, parents: [], url: "u", sha: digest };
			const { id: commitId } = await tx.commit.create({ data: { repositoryId, ...commit } });
			const item = await ensureNode(tx, { kind: "item", key: `PAY-${number}`, itemId }, null);
			const pull = await ensureNode(tx, { kind: "pull-request", key: `#${number}`, pullRequestId: id }, null);
			const sha = await ensureNode(tx, { kind: "commit", key: digest, commitId }, null);
			const image = await ensureNode(tx, { kind: "artifact", key: digest, artifactId }, null);
			const edge = { evidence: { source: "test" }, confidence: "exact" as const };
			await link(tx, { from: item, to: pull, kind: "implemented-by", ...edge });
			await link(tx, { from: pull, to: sha, kind: "contains", ...edge });
			await link(tx, { from: sha, to: image, kind: "packaged-as", ...edge });
			if (before) await link(tx, { from: before, to: image, kind: "succeeded-by", ...edge });
			before = image;
		}
	});
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await database?.drop();
});

async function judge(digest: string, fromDigest: string | null) {
	const id = randomUUID();
	const row = { kind: "deploy", image: "i", status: "succeeded", actor: {} };
	await db().deployment.create({ data: { id, ...place, ...row, digest, fromDigest } });
	await transaction((tx) =>
		recordEvent(tx, {
			type: "deployment.judged",
			actor: automation("test"),
			subject: { kind: "deployment", id },
			data: { environment: "staging", state: "worse" },
		}),
	);
	const event = await db().loopEvent.findFirstOrThrow({ where: { subjectId: id } });
	await noteVerdictReaction.react(event);
	await noteVerdictReaction.react(event);
	return id;
}
const told = () =>
	db().loopEvent.findMany({
		where: { type: { in: ["item.judged", "pull-request.judged"] } },
		orderBy: { type: "asc" },
	});

it("tells what came with a deployment its verdict, once, and asks for the pull request's comment", async () => {
	const deploymentId = await judge("v2", "v1");
	expect(await told()).toMatchObject([
		{ type: "item.judged", data: { key: "PAY-2", deploymentId, environment: "staging", state: "worse" } },
		{ type: "pull-request.judged", subjectId: pulls.get(2), data: { deploymentId, state: "worse" } },
	]);
	const jobs = await (await startJobs(false)).fetch(commentQueue.name, { batchSize: 10 });
	expect(jobs.map(({ data }) => data)).toEqual([{ pullRequestId: pulls.get(2) }]);
});

it.each([
	["goes back, which brings nothing", "v1", "v2"],
	["is the first of all, which brings everything", "v2", null],
])("tells nobody when a deployment %s", async (_, digest, from) => {
	const before = (await told()).length;
	await judge(digest, from);
	expect(await told()).toHaveLength(before);
});
