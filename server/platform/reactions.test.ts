import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { automation } from "./actor.ts";
import { db } from "./database.ts";
import { recordEvent } from "./events.ts";
import { type Reaction, runReactions } from "./reactions.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { transaction } from "./transaction.ts";

let database: TestDatabase;
let type: string;
let story = 0;
beforeAll(async () => {
	database = await createTestDatabase();
});
beforeEach(async () => {
	story += 1;
	type = `test.${story}`;
	for (const id of ["a", "b", "c"])
		await transaction((tx) => recordEvent(tx, { type, actor: automation("test"), subject: { kind: "test", id } }));
	await db().$executeRaw`
		update "LoopEvent" e set position = p.n from (
			select id, ${story * 100} + row_number() over (order by id) as n from "LoopEvent" where type = ${type}
		) p where p.id = e.id`;
});
afterAll(() => database.drop());

/** Runs a reaction until it has passed the last event. */
async function follow({ name, ...reaction }: Omit<Reaction, "types">) {
	const stop = runReactions(database.url, [{ name, types: [type], ...reaction }]);
	try {
		const at = async () => Number((await db().reactionCursor.findUnique({ where: { name } }))?.position ?? 0);
		await expect.poll(at, { timeout: 20_000 }).toBe(story * 100 + 3);
	} finally {
		await stop();
	}
}

describe("reactions", () => {
	it("take events in their order, and those that wait together at once where they can", async () => {
		const [single, together]: [string[], string[][]] = [[], []];
		await follow({ name: "single", react: async ({ subjectId }) => void single.push(subjectId) });
		await follow({
			name: "together",
			react: async () => expect.unreachable("one by one"),
			reactToAll: async (events) => void together.push(events.map(({ subjectId }) => subjectId)),
		});
		expect(single).toEqual(["a", "b", "c"]);
		expect(together).toEqual([["a", "b", "c"]]);
	});

	it("hear of events that come later, each only of its own, and a failing one is tried again", async () => {
		const [heard, deaf]: [string[], string[]] = [[], []];
		let tries = 0;
		const late = `${type}.late`;
		const stop = runReactions(database.url, [
			{
				...{ name: "hears", types: [late] },
				react: async ({ subjectId }) => {
					tries += 1;
					if (tries === 1) throw new Error("once");
					heard.push(subjectId);
				},
			},
			{ name: "deaf", types: [`${type}.never`], react: async ({ subjectId }) => void deaf.push(subjectId) },
		]);
		try {
			await transaction((tx) =>
				recordEvent(tx, { type: late, actor: automation("test"), subject: { kind: "test", id: "d" } }),
			);
			await db().$executeRaw`update "LoopEvent" set position = ${story * 100 + 50} where type = ${late}`;
			await expect.poll(() => heard, { timeout: 20_000 }).toEqual(["d"]);
		} finally {
			await stop();
		}
		expect([tries, deaf]).toEqual([2, []]);
	});

	it("take them one by one when that failed for all together", async () => {
		const taken: string[] = [];
		await follow({
			name: "apart",
			react: async ({ subjectId }) => void taken.push(subjectId),
			reactToAll: async () => {
				throw new Error("together");
			},
		});
		expect(taken).toEqual(["a", "b", "c"]);
	});
});
