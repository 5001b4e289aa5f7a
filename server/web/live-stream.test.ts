import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { newSecretToken } from "#server/access/secret-token.ts";
import { endSession, findSessionActor, startSession } from "#server/access/sessions.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { startFeed } from "#server/platform/live/feed.ts";
import { runSequencer } from "#server/platform/live/run-sequencer.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { openLiveStream } from "./live-stream.ts";
import { beginStopping, webState } from "./web-state.ts";

let database: TestDatabase;
let session: string;
const stops: (() => Promise<void>)[] = [];
const open: AbortController[] = [];

beforeAll(async () => {
	database = await createTestDatabase();
	stops.push(runSequencer(database.url), await startFeed(database.url));
	webState().feedRunning = true;
	const person = await db().person.create({
		data: { issuer: "https://issuer.example", subject: "1", login: "ana", name: "Ana" },
	});
	session = await startSession(person.id, null);
});
afterEach(() => {
	for (const controller of open.splice(0)) controller.abort();
});
afterAll(async () => {
	for (const stop of stops) await stop();
	await database.drop();
});

/** Opens a stream and gathers what it says; `ended` resolves when it is closed. */
async function listen(query = "", cookie = `lazo-session=${session}`) {
	const controller = new AbortController();
	open.push(controller);
	const response = await openLiveStream(
		new Request(`http://127.0.0.1:3000/api/live${query}`, { headers: { cookie }, signal: controller.signal }),
	);
	const heard = { text: "" };
	const decoder = new TextDecoder();
	const ended = (async () => {
		if (response.body) for await (const chunk of response.body) heard.text += decoder.decode(chunk);
	})();
	return { response, heard, ended };
}

const change = (...keys: string[]) => transaction((tx) => touch(tx, keys));
const lastId = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "";

describe("the live stream", () => {
	it("is for those who are signed in", async () => {
		expect((await listen("", "lazo-session=wrong")).response.status).toBe(401);
	});

	it("names what has changed", async () => {
		const { heard } = await listen();
		await change("run:1", "runs");
		await vi.waitFor(() => expect(heard.text).toMatch(/event: keys\ndata: \["run:1","runs"\]/), 10_000);
	});

	it("tells a reader who comes back everything that was missed (R45)", async () => {
		const { heard } = await listen();
		await change("item:1");
		await vi.waitFor(() => expect(heard.text).toContain("item:1"), 10_000);
		const left = lastId(heard.text);
		await change("item:2");
		await change("item:3");
		await vi.waitFor(async () => expect(await db().liveChange.count({ where: { position: null } })).toBe(0), 10_000);
		const back = await listen(`?since=${left}`);
		await vi.waitFor(() => expect(back.heard.text).toMatch(/item:2.*item:3/s), 10_000);
		expect(back.heard.text).not.toContain('"item:1"');
	});

	it("says when it cannot tell any more (R45)", async () => {
		await db().liveChange.deleteMany({ where: { key: { startsWith: "item:" } } });
		await db().liveChange.deleteMany({ where: { key: { startsWith: "run" } } });
		await change("late:1");
		await vi.waitFor(async () => expect(await db().liveChange.count({ where: { position: null } })).toBe(0), 10_000);
		const { heard } = await listen("?since=0");
		await vi.waitFor(() => expect(heard.text).toContain("event: reset"), 10_000);
	});

	it("tells nobody about others' sessions and tokens", async () => {
		const { heard } = await listen();
		await change("session:other", "token:other", "deployments");
		await vi.waitFor(() => expect(heard.text).toContain("deployments"), 10_000);
		expect(heard.text).not.toMatch(/session:|token:/);
	});

	it("tells a wall screen only that its view is old", async () => {
		const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
		const person = await db().person.findFirstOrThrow();
		const { token, hash } = newSecretToken("wall_");
		await db().wallScreen.create({ data: { name: "w", tokenHash: hash, teamId: team.id, createdBy: person.id } });
		const { heard } = await listen(`?wall=${token}`, "");
		await change("incident:1");
		await vi.waitFor(() => expect(heard.text).toContain('["wall"]'), 10_000);
		expect(heard.text).not.toContain("incident");
	});

	it("is closed when the session ends (R50)", async () => {
		const person = await db().person.findFirstOrThrow();
		const own = await startSession(person.id, null);
		const { ended } = await listen("", `lazo-session=${own}`);
		const actor = await findSessionActor(own);
		if (actor?.kind !== "person") throw new Error("no session");
		await endSession(actor.sessionId);
		await ended;
	});

	it("leaves nothing behind when its reader goes (R47)", async () => {
		const before = webState().streams.size;
		await Promise.all(Array.from({ length: 50 }, () => listen()));
		expect(webState().streams.size).toBe(before + 50);
		for (const controller of open.splice(0)) controller.abort();
		await vi.waitFor(() => expect(webState().streams.size).toBe(before), 10_000);
	});

	it("is cut when its reader is too slow, with a bounded buffer (R47)", async () => {
		const response = await openLiveStream(
			new Request("http://127.0.0.1:3000/api/live", { headers: { cookie: `lazo-session=${session}` } }),
		);
		const before = webState().streams.size;
		for (let index = 0; index < 100 && webState().streams.size === before; index++) {
			await change(`slow:${index}`);
			await vi.waitFor(async () => expect(await db().liveChange.count({ where: { position: null } })).toBe(0), 10_000);
		}
		await vi.waitFor(() => expect(webState().streams.size).toBeLessThan(before), 10_000);
		await response.body?.cancel();
	}, 60_000);

	it("is closed when the process stops, and opens no more (R46)", async () => {
		const { ended } = await listen();
		beginStopping();
		await ended;
		expect((await listen()).response.status).toBe(503);
		webState().stopping = false;
	});
});
