import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensureNode, link } from "#server/loop/link.ts";
import { createItem } from "#server/planning/create-item.ts";
import { getItem } from "#server/planning/get-item.ts";
import { moveItem } from "#server/planning/move-item.ts";
import { newItemSchema } from "#server/planning/schema.ts";
import { type Actor, automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { moveItemsReaction } from "./move-items.ts";

let database: TestDatabase;
let lead: Actor;
let repositoryId: string;
let count = 0;
let position = 1_000n;

beforeAll(async () => {
	database = await createTestDatabase();
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	lead = {
		...{ kind: "person", id: "l", login: "lucia", name: "Lucía", sessionId: "s", teamIds: [team.id] },
		grants: [{ role: "lead", teamId: null, environment: null }],
	};
	const repository = await db().repository.create({
		data: { slug: "acme/pay", url: "https://git.test/acme/pay", defaultBranch: "main", observedAt: new Date() },
	});
	repositoryId = repository.id;
});
afterAll(() => database.drop());

let key: string;
let itemId: string;
beforeEach(async () => {
	({ key, id: itemId } = await createItem(lead, newItemSchema.parse({ team: "payments", title: "a", state: "todo" })));
});

const stateOf = async () => (await getItem(lead, key)).state;

/** A pull request in a state, tied to the item. */
async function pull(state: "open" | "merged", draft = false): Promise<string> {
	const number = ++count;
	const at = new Date();
	const row = await db().pullRequest.create({
		data: {
			...{ repositoryId, number, title: `${key} change`, state, draft, headRef: "b", headSha: "s", baseRef: "main" },
			...{ url: "https://git.test", createdAt: at, updatedAt: at, observedAt: at },
		},
	});
	await tie({ kind: "pull-request", key: `acme/pay#${number}`, pullRequestId: row.id });
	return row.id;
}

async function commit(): Promise<string> {
	const sha = `${++count}`.padStart(40, "a");
	const row = await db().commit.create({
		data: {
			...{
				repositoryId,
				sha,
				message: key,
				authorName: "a",
				authoredAt: new Date(),
				parents: [],
				url: "https://git.test",
			},
		},
	});
	await tie({ kind: "commit", key: sha, commitId: row.id });
	return row.id;
}

const tie = (ref: Parameters<typeof ensureNode>[1]) =>
	transaction(async (tx) => {
		const from = await ensureNode(tx, { kind: "item", key, itemId }, null);
		const to = await ensureNode(tx, ref, null);
		await link(tx, { from, to, kind: "implemented-by", evidence: { source: "test" }, confidence: "exact" });
	});

/** Records an event at the next place of the log; returns how the reaction hears of it. */
async function tell(type: string, id: string): Promise<() => Promise<void>> {
	const kind = type.split(".", 1)[0] ?? "";
	await transaction((tx) => recordEvent(tx, { type, actor: automation("github"), subject: { kind, id } }));
	await sequence();
	const event = await db().loopEvent.findFirstOrThrow({ where: { type, subjectId: id } });
	return () => moveItemsReaction.react(event);
}

async function sequence(): Promise<void> {
	for (const { id } of await db().loopEvent.findMany({ where: { position: null }, orderBy: { recordedAt: "asc" } }))
		await db().loopEvent.update({ where: { id }, data: { position: position++ } });
}

const move = (state: "todo" | "in_review") => moveItem(lead, key, { state, after: null, before: null }).then(sequence);

describe("moveItemsReaction", () => {
	it("starts an item by its first commit, as Lazo and not as a person", async () => {
		await (await tell("commit.pushed", await commit()))();
		const item = await getItem(lead, key);
		expect(item.state).toBe("in_progress");
		expect(item.history[0]).toMatchObject({ by: "automation", data: { after: { state: "in_progress" } } });
	});
	it("puts an item into review by its pull request, but not by a draft", async () => {
		await (await tell("pull-request.opened", await pull("open", true)))();
		expect(await stateOf()).toBe("in_progress");
		await (await tell("pull-request.opened", await pull("open")))();
		expect(await stateOf()).toBe("in_review");
	});
	it("finishes an item by the merge of the last of its pull requests", async () => {
		const open = await pull("open");
		const merged = await tell("pull-request.merged", await pull("merged"));
		await merged();
		expect(await stateOf()).toBe("todo");
		await db().pullRequest.update({ where: { id: open }, data: { state: "closed" } });
		await merged();
		expect(await stateOf()).toBe("done");
	});
	it("leaves what production filed to its verification", async () => {
		await db().item.update({ where: { id: itemId }, data: { type: "incident" } });
		await (await tell("pull-request.merged", await pull("merged")))();
		expect(await stateOf()).toBe("todo");
	});
	it("never moves an item back", async () => {
		await move("in_review");
		await (await tell("commit.pushed", await commit()))();
		expect(await stateOf()).toBe("in_review");
	});
	it("does not repeat itself over what a person decided later", async () => {
		const pushed = await tell("commit.pushed", await commit());
		await pushed();
		await move("todo");
		await pushed();
		expect(await stateOf()).toBe("todo");
	});
});
