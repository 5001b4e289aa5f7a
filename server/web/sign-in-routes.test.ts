import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinPeople } from "#server/access/join-people.ts";
import { readSessionCookie } from "#server/access/session-cookie.ts";
import { findSessionActor } from "#server/access/sessions.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { freePort } from "#server/platform/testing/postgres.ts";
import { transaction } from "#server/platform/transaction.ts";
import { answerCallback, answerSignIn } from "./sign-in-routes.ts";

const lazo = "http://127.0.0.1:3000";
const own = { origin: lazo, host: "127.0.0.1:3000", "sec-fetch-site": "same-origin" };
let database: TestDatabase;
let issuer: ChildProcess;
let dataDir: string;

beforeAll(async () => {
	database = await createTestDatabase("web");
	dataDir = mkdtempSync(join(tmpdir(), "lazo-issuer-"));
	const port = (await freePort()) - 3;
	issuer = spawn(
		process.execPath,
		["sandbox/identity/main.ts", "--data", dataDir, "--port", String(port), "--lazo-url", lazo],
		{ stdio: ["pipe", "pipe", "inherit"] },
	);
	if (issuer.stdout) await once(issuer.stdout, "data");
	Object.assign(process.env, {
		OIDC_ISSUER: `http://127.0.0.1:${port + 3}`,
		OIDC_CLIENT_ID: "lazo",
		OIDC_CLIENT_SECRET: readFileSync(join(dataDir, "secrets", "oidc-client-secret"), "utf8").trim(),
		OIDC_ROLE_GROUPS: "role-developers=developer,role-devops=devops",
	});
	await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
});
afterAll(async () => {
	issuer.kill();
	rmSync(dataDir, { recursive: true, force: true });
	await database.drop();
});

const cookies = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** Goes to the issuer and chooses somebody there; answers where the browser is sent back to, and its cookie. */
async function visitIssuer(login: string, returnTo = "/") {
	const begun = await answerSignIn(
		new Request(`${lazo}/api/auth/sign-in`, {
			method: "POST",
			headers: own,
			body: new URLSearchParams({ provider: "oidc", returnTo }),
		}),
	);
	const authorize = begun.headers.get("location") ?? "";
	const chosen = await fetch(authorize, { method: "POST", body: new URLSearchParams({ login }), redirect: "manual" });
	return { back: new URL(chosen.headers.get("location") ?? "", lazo), cookie: cookies(begun).join("; ") };
}

const comeBack = (url: URL, cookie: string) =>
	answerCallback(new Request(url, { headers: { cookie, host: "127.0.0.1:3000" } }));

async function signIn(login: string, extra = "") {
	const { back, cookie } = await visitIssuer(login);
	const done = await comeBack(back, [cookie, extra].filter(Boolean).join("; "));
	return { done, session: readSessionCookie(cookies(done).join("; ")) ?? "" };
}

describe("signing in (R49, R51)", () => {
	it("starts a session for the identity, with its teams and roles", async () => {
		const { done, session } = await signIn("ana");
		expect(done.headers.get("location")).toBe("/");
		expect(done.headers.getSetCookie().find((cookie) => cookie.startsWith("lazo-session="))).toMatch(
			/HttpOnly; SameSite=Lax/,
		);
		const actor = await findSessionActor(session);
		expect(actor).toMatchObject({ kind: "person", login: "ana", grants: [{ role: "developer" }] });
		expect(actor?.kind === "person" && actor.teamIds).toHaveLength(1);
	});

	it("gives a new session and ends the one before", async () => {
		const first = await signIn("ana");
		const second = await signIn("ana", `lazo-session=${first.session}`);
		expect(second.session).not.toBe(first.session);
		expect(await findSessionActor(first.session)).toBeNull();
		expect(await findSessionActor(second.session)).not.toBeNull();
	});

	it("knows the same person again by issuer and subject, not by name or address", async () => {
		await signIn("ana");
		await db().person.updateMany({ where: { login: "ana" }, data: { email: "someone@else.example" } });
		await signIn("ana");
		expect(await db().person.count({ where: { login: { startsWith: "ana" } } })).toBe(1);
	});

	it("goes back to a page of Lazo only", async () => {
		const inside = await visitIssuer("ana", "/catalog?owner=payments");
		expect((await comeBack(inside.back, inside.cookie)).headers.get("location")).toBe("/catalog?owner=payments");
		const outside = await visitIssuer("ana", "https://evil.example/");
		expect((await comeBack(outside.back, outside.cookie)).headers.get("location")).toBe("/");
	});

	it("makes people members of a team that is imported later", async () => {
		await signIn("diego");
		const team = await db().team.create({ data: { name: "platform", title: "Platform", itemKey: "PLA" } });
		await transaction((tx) => joinPeople(tx, team));
		expect(await db().teamMember.count({ where: { teamId: team.id, person: { login: "diego" } } })).toBe(1);
	});
});

describe("a sign-in that does not fit (R51)", () => {
	const refusedAs = (response: Response) =>
		new URL(response.headers.get("location") ?? "", lazo).searchParams.get("error");

	it("is refused with another state", async () => {
		const { back, cookie } = await visitIssuer("ana");
		back.searchParams.set("state", "something-else");
		expect(refusedAs(await comeBack(back, cookie))).toBe("sign-in.refused");
	});

	it("is refused in a browser that did not begin it", async () => {
		const { back } = await visitIssuer("ana");
		expect(refusedAs(await comeBack(back, ""))).toBe("sign-in.refused");
	});

	it("is refused from another issuer", async () => {
		const { back, cookie } = await visitIssuer("ana");
		back.searchParams.set("iss", "https://evil.example");
		expect(refusedAs(await comeBack(back, cookie))).toBe("sign-in.refused");
	});

	it("is refused the second time", async () => {
		const { back, cookie } = await visitIssuer("ana");
		expect(refusedAs(await comeBack(back, cookie))).toBeNull();
		expect(refusedAs(await comeBack(back, cookie))).toBe("sign-in.refused");
	});

	it("is refused with a code that was made for another attempt", async () => {
		const [mine, theirs] = [await visitIssuer("ana"), await visitIssuer("diego")];
		mine.back.searchParams.set("code", theirs.back.searchParams.get("code") ?? "");
		expect(refusedAs(await comeBack(mine.back, mine.cookie))).toBe("sign-in.refused");
	});

	it("is refused for a disabled person", async () => {
		await signIn("sofia");
		await db().person.updateMany({ where: { login: "sofia" }, data: { disabledAt: new Date() } });
		const { back, cookie } = await visitIssuer("sofia");
		expect(refusedAs(await comeBack(back, cookie))).toBe("sign-in.disabled");
	});

	it("does not begin from a foreign page", async () => {
		const begun = await answerSignIn(
			new Request(`${lazo}/api/auth/sign-in`, {
				method: "POST",
				headers: { origin: "https://evil.example" },
				body: new URLSearchParams({ provider: "oidc" }),
			}),
		);
		expect(refusedAs(begun)).toBe("foreign-origin");
	});
});
