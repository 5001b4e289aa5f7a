import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken, newSecretToken } from "#server/access/secret-token.ts";
import { endSession, startSession } from "#server/access/sessions.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { spend } from "#server/platform/rate-limit.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { createApi } from "./app.ts";

let database: TestDatabase;
let personId: string;
const own = { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" };
const json = { "content-type": "application/json" };

beforeAll(async () => {
	database = await createTestDatabase("web");
	personId = (
		await db().person.create({
			data: {
				issuer: "https://issuer.example",
				subject: "1",
				login: "ana",
				name: "Ana",
				grants: { create: { role: "developer", source: "claim" } },
			},
		})
	).id;
});
afterAll(() => database.drop());

const call = (path: string, init: RequestInit = {}) => createApi().request(`/api/v1${path}`, init);
const cookieOf = (session: string) => ({ cookie: `lazo-session=${session}` });
const signedIn = async () => cookieOf(await startSession(personId, "test"));
const send = (method: string, headers: Record<string, string>, body: unknown = {}) => ({
	method,
	headers,
	body: typeof body === "string" ? body : JSON.stringify(body),
});
/** `duplex`: a body that is still being sent needs it (WHATWG fetch). */
const streamed = (headers: Record<string, string>, body: ReadableStream<Uint8Array>) => {
	const init = { method: "PATCH", headers, body, duplex: "half" };
	return init;
};

describe("errors (R60)", () => {
	it("are problem+json with a code and a request id, and tell nothing of the inside", async () => {
		const response = await call("/me");
		expect(response.status).toBe(401);
		expect(response.headers.get("content-type")).toBe("application/problem+json");
		expect(await response.json()).toMatchObject({
			code: "signed-out",
			requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
	});

	it("refuse unknown fields and unknown query parameters", async () => {
		const headers = { ...(await signedIn()), ...own, ...json };
		expect((await call("/me", send("PATCH", headers, { theme: "dark", admin: true }))).status).toBe(422);
		expect((await call("/teams?limit=5&all=1", { headers })).status).toBe(422);
	});

	it("answer 404 for an operation that does not exist", async () => {
		const response = await call("/nothing");
		expect(response.status).toBe(404);
		expect(await response.json()).toMatchObject({ code: "no-such-operation" });
	});

	it("read no more than 1 MB of a body that does not tell its length", async () => {
		let sent = 0;
		const body = new ReadableStream<Uint8Array>({
			pull: (controller) => {
				sent += 65_536;
				if (sent > 8_000_000) controller.close();
				else controller.enqueue(new Uint8Array(65_536).fill(32));
			},
		});
		const headers = { ...(await signedIn()), ...own, ...json };
		const response = await call("/me", streamed(headers, body));
		expect(response.status).toBe(413);
		expect(sent).toBeLessThan(1_500_000);
	});

	it("come to nobody because others send what they write slowly", async () => {
		const headers = { ...(await signedIn()), ...own, ...json };
		const ends: (() => void)[] = [];
		const slow = Array.from({ length: config().DATABASE_POOL + 1 }, () => {
			const body = new ReadableStream<Uint8Array>({ start: (controller) => void ends.push(() => controller.close()) });
			return call("/me", streamed(headers, body));
		});
		const quick = await call("/me", send("PATCH", headers, { theme: "dark" }));
		expect(quick.status).toBe(200);
		for (const end of ends) end();
		expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(slow.map(() => 400));
	});

	it("refuse a body over 1 MB before reading it as JSON", async () => {
		const headers = { ...(await signedIn()), ...own, ...json };
		expect((await call("/me", send("PATCH", headers, `{"theme":"${"x".repeat(1_100_000)}"}`))).status).toBe(413);
	});
});

describe("too many requests (R60)", () => {
	it("get 429 with the time to wait before anything is looked up; other sessions are not held up", async () => {
		const headers = await signedIn();
		const first = await call("/me", { headers });
		expect(first.headers.get("ratelimit-policy")).toBe('"api";q=1200;w=60');
		const credential = headers.cookie.split("=")[1] ?? "";
		// All at one instant that lies ahead, so that nothing is filled up again until the refused request, however slow it is.
		const ahead = Date.now() + 3_600_000;
		for (let sent = 0; sent < 1_200; sent++) spend({ name: "api", perMinute: 1_200 }, hashToken(credential), ahead);
		const refused = await call("/me", { headers });
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
		expect(refused.headers.get("ratelimit")).toMatch(/^"api";r=0;t=\d+$/);
		expect(await refused.json()).toMatchObject({ code: "too-many-requests" });
		expect((await call("/me", { headers: await signedIn() })).status).toBe(200);
	});
});

describe("writes with a session (R55)", () => {
	const foreign: [string, Record<string, string>][] = [
		["no origin", {}],
		["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
		["an origin of null", { origin: "null" }],
		["a neighbour of the same site", { ...own, "sec-fetch-site": "same-site" }],
		["a prefix of Lazo's origin", { origin: "http://127.0.0.1:3000.evil.example" }],
	];

	it.each(foreign)("are refused from %s", async (_, headers) => {
		const response = await call(
			"/me",
			send("PATCH", { ...(await signedIn()), ...json, ...headers }, { theme: "dark" }),
		);
		expect(response.status).toBe(403);
		expect(await response.json()).toMatchObject({ code: "foreign-origin" });
	});

	it("are refused as a form or as plain text", async () => {
		const headers = { ...(await signedIn()), ...own };
		for (const type of ["text/plain", "application/x-www-form-urlencoded"])
			expect((await call("/me", send("PATCH", { ...headers, "content-type": type }, { theme: "dark" }))).status).toBe(
				415,
			);
	});

	it("are done from Lazo's own pages, with an audit line", async () => {
		const response = await call("/me", send("PATCH", { ...(await signedIn()), ...own, ...json }, { theme: "dark" }));
		expect(await response.json()).toMatchObject({ login: "ana", theme: "dark" });
		expect(
			await db().auditEntry.count({ where: { actorId: personId, action: "self.manage", outcome: "done" } }),
		).toBeGreaterThan(0);
	});

	it("leave an audit line when they are refused (R59)", async () => {
		const response = await call("/audit", { headers: await signedIn() });
		expect(response.status).toBe(403);
		expect(await db().auditEntry.count({ where: { action: "audit.read", outcome: "refused" } })).toBe(1);
	});
});

describe("sessions (R50)", () => {
	it("end at once", async () => {
		const headers = await signedIn();
		expect((await call("/me", { headers })).status).toBe(200);
		const { items } = await (await call("/me/sessions", { headers })).json();
		await endSession(items.find(({ current }: { current: boolean }) => current).id);
		expect((await call("/me", { headers })).status).toBe(401);
	});

	it("are over after their time", async () => {
		const { token, hash } = newSecretToken();
		await db().session.create({ data: { personId, tokenHash: hash, expiresAt: new Date(Date.now() - 1) } });
		expect((await call("/me", { headers: cookieOf(token) })).status).toBe(401);
	});

	it("are nothing for a disabled person", async () => {
		const other = await db().person.create({
			data: {
				issuer: "https://issuer.example",
				subject: "2",
				login: "bea",
				name: "Bea",
				grants: { create: { role: "viewer", source: "claim" } },
			},
		});
		const headers = cookieOf(await startSession(other.id, null));
		expect((await call("/me", { headers })).status).toBe(200);
		await db().person.update({ where: { id: other.id }, data: { disabledAt: new Date() } });
		expect((await call("/me", { headers })).status).toBe(401);
	});
});

describe("API tokens (R52)", () => {
	const create = async (scopes: string[]) => {
		const response = await call(
			"/me/tokens",
			send("POST", { ...(await signedIn()), ...own, ...json }, { name: "ci", scopes, days: 1 }),
		);
		expect(response.status).toBe(201);
		return (await response.json()) as { id: string; token: string };
	};
	const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

	it("are told once and stored as a hash", async () => {
		const { id, token } = await create(["read"]);
		const listed = await (await call("/me/tokens", { headers: await signedIn() })).text();
		expect(listed).toContain(id);
		expect(listed).not.toContain(token);
		expect(JSON.stringify(await db().apiToken.findUnique({ where: { id } }))).not.toContain(token.slice(12));
	});

	it("do what their scopes say and nothing more", async () => {
		const { token } = await create(["read"]);
		expect((await call("/me", { headers: bearer(token) })).status).toBe(200);
		const refused = await call("/me", send("PATCH", { ...bearer(token), ...json }, { theme: "light" }));
		expect(await refused.json()).toMatchObject({ status: 403, code: "forbidden.token-scope" });
	});

	it("make no tokens and end no sessions, whatever their scopes", async () => {
		const { token } = await create(["read", "administer"]);
		const minted = await call(
			"/me/tokens",
			send("POST", { ...bearer(token), ...json }, { name: "more", scopes: ["read"], days: 1 }),
		);
		expect(await minted.json()).toMatchObject({ status: 403, code: "person-needed" });
		const { items } = await (await call("/me/sessions", { headers: bearer(token) })).json();
		const ended = await call(`/me/sessions/${items[0].id}`, { method: "DELETE", headers: bearer(token) });
		expect(ended.status).toBe(403);
	});

	it("stop working when revoked and when their time is over", async () => {
		const { id, token } = await create(["read"]);
		await call(`/me/tokens/${id}`, { method: "DELETE", headers: { ...(await signedIn()), ...own } });
		expect((await call("/me", { headers: bearer(token) })).status).toBe(401);
		const late = await create(["read"]);
		await db().apiToken.update({ where: { id: late.id }, data: { expiresAt: new Date(Date.now() - 1) } });
		expect((await call("/me", { headers: bearer(late.token) })).status).toBe(401);
	});

	it("are nobody else's to revoke", async () => {
		const { id, token } = await create(["read"]);
		const other = await db().person.create({
			data: {
				issuer: "https://issuer.example",
				subject: "3",
				login: "eva",
				name: "Eva",
				grants: { create: { role: "admin", source: "claim" } },
			},
		});
		const headers = { ...cookieOf(await startSession(other.id, null)), ...own };
		expect((await call(`/me/tokens/${id}`, { method: "DELETE", headers })).status).toBe(404);
		expect((await call("/me", { headers: bearer(token) })).status).toBe(200);
	});
});
