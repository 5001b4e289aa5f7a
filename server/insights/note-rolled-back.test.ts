import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureNode, link } from "#server/loop/link.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { noteRolledBackReaction } from "./note-rolled-back.ts";

let database: TestDatabase;

/** Three images that follow each other, each with the commit of one item: v1 ← PAY-1, v2 ← PAY-2, v3 ← PAY-3. */
beforeAll(async () => {
	database = await createTestDatabase();
	const now = new Date();
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	const repository = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test/c", defaultBranch: "main", observedAt: now },
	});
	const about = { teamId: team.id, title: "a", type: "bug", priority: "high", state: "done", rank: "a" };
	const written = { message: "m", authorName: "Ana", authoredAt: now, parents: [], url: "u" };
	await transaction(async (tx) => {
		const evidence = { source: "git-ancestry" };
		let before: string | undefined;
		for (const number of [1, 2, 3]) {
			const { id: itemId } = await tx.item.create({ data: { key: `PAY-${number}`, number, ...about } });
			const commit = await tx.commit.create({
				data: { repositoryId: repository.id, sha: `${number}`.repeat(40), ...written },
			});
			const { id: artifactId } = await tx.artifact.create({
				data: { digest: `v${number}`, repository: "r", createdAt: now, observedAt: now },
			});
			const item = await ensureNode(tx, { kind: "item", key: `PAY-${number}`, itemId }, null);
			const sha = await ensureNode(tx, { kind: "commit", key: commit.sha, commitId: commit.id }, null);
			const image = await ensureNode(tx, { kind: "artifact", key: `v${number}`, artifactId }, null);
			await link(tx, { from: item, to: sha, kind: "implemented-by", evidence, confidence: "exact" });
			await link(tx, { from: sha, to: image, kind: "packaged-as", evidence, confidence: "exact" });
			if (before) await link(tx, { from: before, to: image, kind: "succeeded-by", evidence, confidence: "derived" });
			before = image;
		}
	});
});
afterAll(() => database.drop());

it("tells every item that the way back takes out, once, and none that the older image carries too", async () => {
	const deploymentId = randomUUID();
	await transaction((tx) =>
		recordEvent(tx, {
			type: "deployment.rolled-back",
			actor: automation("test"),
			subject: { kind: "deployment", id: deploymentId },
			data: { environment: "production", digest: "v3", to: "v1" },
		}),
	);
	const event = await db().loopEvent.findFirstOrThrow({ where: { type: "deployment.rolled-back" } });
	await noteRolledBackReaction.react(event);
	await noteRolledBackReaction.react(event);
	const told = await db().loopEvent.findMany({ where: { type: "item.rolled-back" }, orderBy: { id: "asc" } });
	expect(told.map(({ data }) => data)).toEqual([
		expect.objectContaining({ key: "PAY-2", deploymentId }),
		expect.objectContaining({ key: "PAY-3", deploymentId }),
	]);
});
