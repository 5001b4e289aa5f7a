import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { createItem } from "./create-item.ts";
import { editItem } from "./edit-item.ts";
import { getBoard } from "./get-board.ts";
import { getItem } from "./get-item.ts";
import { getSprint } from "./get-sprint.ts";
import { closeSprint, createSprint, startSprint } from "./manage-sprint.ts";
import { moveItem } from "./move-item.ts";
import { newItemSchema } from "./schema.ts";
import { triageItem } from "./triage-item.ts";

let database: TestDatabase;
let lead: Actor;
let stranger: Actor;

beforeAll(async () => {
	database = await createTestDatabase();
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	const person = (login: string, teamIds: string[], role: string): Actor => ({
		kind: "person",
		id: login,
		login,
		name: login,
		teamIds,
		grants: [{ role, teamId: null, environment: null }],
		sessionId: "s",
	});
	lead = person("lucia", [team.id], "lead");
	stranger = person("tomas", [], "developer");
});
afterAll(() => database.drop());

const item = (title: string, more: object = {}) => newItemSchema.parse({ team: "payments", title, ...more });
const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => "ok",
		(error: unknown) => (error instanceof Problem ? error.code : String(error)),
	);

describe("createItem", () => {
	it("gives the next key of the team, also to two at once", async () => {
		const keys = await Promise.all([createItem(lead, item("a")), createItem(lead, item("b"))]);
		expect(keys.map(({ key }) => key).sort()).toEqual(["PAY-1", "PAY-2"]);
	});
	it("refuses another team's developer and writes the refusal down", async () => {
		expect(await codeOf(createItem(stranger, item("c")))).toBe("forbidden.not-your-team");
		expect(await db().auditEntry.count({ where: { outcome: "refused", actorId: "tomas" } })).toBe(1);
	});
	it("refuses a service that the catalog does not have, and writes nothing", async () => {
		expect(await codeOf(createItem(lead, item("d", { service: "nowhere" })))).toBe("no-such-service");
		expect(await db().item.count({ where: { title: "d" } })).toBe(0);
	});
});

describe("editItem", () => {
	it("refuses an edit of what somebody else changed meanwhile", async () => {
		const { key } = await createItem(lead, item("edit me"));
		await editItem(lead, key, { version: 1, title: "first" });
		expect(await codeOf(editItem(lead, key, { version: 1, title: "second" }))).toBe("item-changed");
		expect((await getItem(lead, key)).title).toBe("first");
	});
});

describe("moveItem", () => {
	it("puts a card between two others of its new column", async () => {
		const [one, two, moved] = await Promise.all(
			["one", "two", "moved"].map((title) =>
				createItem(lead, item(title, { state: title === "moved" ? "todo" : "in_progress" })),
			),
		);
		if (!one || !two || !moved) throw new Error("not created");
		const order = async () =>
			(await getBoard(lead, "payments", null)).items
				.filter(({ state }) => state === "in_progress")
				.map(({ key }) => key);
		const [first, second] = await order();
		await moveItem(lead, moved.key, { state: "in_progress", after: first ?? null, before: second ?? null });
		expect(await order()).toEqual([first, moved.key, second]);
		expect((await getItem(lead, moved.key)).history[0]?.data).toMatchObject({
			before: { state: "todo" },
			after: { state: "in_progress" },
		});
	});
});

describe("triageItem", () => {
	it("is for arrivals from production only", async () => {
		const { key } = await createItem(lead, item("by hand"));
		expect(await codeOf(triageItem(lead, key, { decision: "decline", reason: "not now" }))).toBe("not-from-production");
	});
});

describe("closeSprint", () => {
	it("freezes the burndown, which later edits never change, and carries what is unfinished over", async () => {
		const now = Date.now();
		const iso = (ms: number) => new Date(now + ms).toISOString();
		const { id } = await createSprint(lead, {
			team: "payments",
			name: "S1",
			goal: null,
			startsAt: iso(-86_400_000),
			endsAt: iso(86_400_000),
			capacity: 10,
		});
		await startSprint(lead, id);
		const done = await createItem(lead, item("done", { sprintId: id, estimate: 3 }));
		await createItem(lead, item("open", { sprintId: id, estimate: 5 }));
		await moveItem(lead, done.key, { state: "done", after: null, before: null });
		expect((await getSprint(lead, id)).burndown.at(-1)).toMatchObject({ remaining: 5, scope: 8 });
		expect(await closeSprint(lead, id, null)).toEqual({ carriedOver: 1 });
		const frozen = (await getSprint(lead, id)).burndown;
		await editItem(lead, done.key, { version: 2, estimate: 13 });
		expect((await getSprint(lead, id)).burndown).toEqual(frozen);
	});
	it("runs one sprint per team", async () => {
		const iso = (ms: number) => new Date(Date.now() + ms).toISOString();
		const plan = (name: string) =>
			createSprint(lead, { team: "payments", name, goal: null, startsAt: iso(0), endsAt: iso(1000), capacity: 1 });
		const [a, b] = [await plan("A"), await plan("B")];
		await startSprint(lead, a.id);
		expect(await codeOf(startSprint(lead, b.id))).toBe("sprint-running");
	});
});
