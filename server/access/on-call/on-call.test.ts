import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { addOverride } from "./add-override.ts";
import { findOnCall } from "./find-on-call.ts";
import { getOnCall } from "./get-on-call.ts";
import { removeOverride } from "./remove-override.ts";
import { removeRota } from "./remove-rota.ts";
import { setRota } from "./set-rota.ts";

const hourMs = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();
const weekly = { people: ["ana", "lucia"], startsOn: "2026-01-05", time: "09:00", timeZone: "Europe/Madrid", days: 7 };
let database: TestDatabase;
let developer: Actor;
let lead: Actor;
let teamId: string;

beforeAll(async () => {
	database = await createTestDatabase();
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	teamId = team.id;
	developer = await makePerson("ana", "developer");
	lead = await makePerson("lucia", "lead");
});
afterAll(() => database?.drop());

async function makePerson(login: string, role: string): Promise<Actor> {
	const { id } = await db().person.create({ data: { issuer: "test", subject: login, login, name: `${login} name` } });
	const grants = [{ role, teamId: null, environment: null }];
	return { kind: "person", id, login, name: login, teamIds: [teamId], grants, sessionId: "s" };
}
const lastAudit = () => db().auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });

describe("a team without a rota", () => {
	it("has nobody on call, and says why", async () => {
		expect(await getOnCall(lead, "payments")).toMatchObject({ now: { person: null, why: "none" }, rota: null });
	});

	it("has nothing to override", async () => {
		const asked = { person: null, from: inHours(1), until: inHours(2) };
		await expect(addOverride(lead, "payments", asked)).rejects.toMatchObject({ status: 409, code: "no-rota" });
	});
});

describe("a rota", () => {
	it("is set by a lead, not by a developer, and the audit keeps what it was", async () => {
		await expect(setRota(developer, "payments", weekly)).rejects.toMatchObject({ status: 403 });
		expect(await lastAudit()).toMatchObject({ action: "on-call.manage", outcome: "refused" });
		await setRota(lead, "payments", { ...weekly, days: 14 });
		await setRota(lead, "payments", weekly);
		expect(await lastAudit()).toMatchObject({
			...{ outcome: "done", actorId: lead.id, teamId, before: { ...weekly, days: 14 }, after: weekly },
		});
	});

	it("says who is on call now and at every handover to come", async () => {
		const { now, shifts, mayManage } = await getOnCall(developer, "payments");
		expect(now).toMatchObject({ why: null, until: shifts[0]?.until });
		expect(mayManage).toBe(false);
		expect(shifts).toHaveLength(7);
		const logins = shifts.map(({ person }) => person?.login);
		expect(new Set(logins)).toEqual(new Set(["ana", "lucia"]));
		expect(logins.slice(1)).not.toEqual(logins.slice(0, -1));
	});

	it.each([
		["somebody whom nobody knows", { people: ["ana", "nobody"] }, "unknown-person"],
		["a zone that does not exist", { timeZone: "Mars/Base" }, "unknown-time-zone"],
	])("with %s is refused", async (_, wrong, code) => {
		await expect(setRota(lead, "payments", { ...weekly, ...wrong })).rejects.toMatchObject({ status: 422, code });
	});

	it("leaves the turn of somebody who may not sign in any more empty", async () => {
		await db().person.updateMany({ where: { login: { in: ["ana", "lucia"] } }, data: { disabledAt: new Date() } });
		expect(await findOnCall(db(), teamId, new Date())).toEqual({ person: null, why: "left", until: null });
		await db().person.updateMany({ data: { disabledAt: null } });
	});
});

describe("an override", () => {
	it("to nobody is a hole until somebody is on call again; without it the rota counts", async () => {
		const until = inHours(1);
		const { id } = await addOverride(lead, "payments", { person: null, from: inHours(-1), until, reason: "Fiesta" });
		expect(await findOnCall(db(), teamId, new Date())).toEqual({ person: null, why: "hole", until });
		const { overrides } = await getOnCall(lead, "payments");
		expect(overrides).toMatchObject([{ id, person: null, reason: "Fiesta", createdBy: "lucia" }]);
		await removeOverride(lead, id);
		expect(await lastAudit()).toMatchObject({ before: { override: { id, person: null } } });
		expect(await findOnCall(db(), teamId, new Date())).toMatchObject({ why: null });
	});

	it("puts one person in for another", async () => {
		await addOverride(lead, "payments", { person: "ana", from: inHours(-2), until: inHours(1) });
		await addOverride(lead, "payments", { person: "lucia", from: inHours(-1), until: inHours(1) });
		expect((await findOnCall(db(), teamId, new Date())).person).toEqual({ login: "lucia", name: "lucia name" });
	});

	it("that is over already, or ends before it begins, is refused", async () => {
		const asked = { person: "ana", from: inHours(-3), until: inHours(-2) };
		await expect(addOverride(lead, "payments", asked)).rejects.toMatchObject({ code: "override-over" });
		await expect(addOverride(lead, "payments", { ...asked, until: inHours(-4) })).rejects.toThrow(/must end after/);
	});

	it("is not a developer's to make or to take away", async () => {
		const asked = { person: "ana", from: inHours(1), until: inHours(2) };
		await expect(addOverride(developer, "payments", asked)).rejects.toMatchObject({ status: 403 });
		const { id } = await db().onCallOverride.findFirstOrThrow();
		await expect(removeOverride(developer, id)).rejects.toMatchObject({ status: 403 });
	});
});

it("a rota that is taken away takes its overrides along", async () => {
	await removeRota(lead, "payments");
	expect(await db().onCallOverride.count()).toBe(0);
	expect(await getOnCall(lead, "payments")).toMatchObject({ now: { why: "none" }, rota: null, overrides: [] });
	await expect(removeRota(lead, "payments")).rejects.toMatchObject({ status: 404 });
});

it.each(["0001-01-01", "1999-12-31", "9999-12-20"])(
	"a rota does not begin on %s, which would be reckoned for minutes or not at all",
	async (startsOn) => {
		await expect(setRota(lead, "payments", { ...weekly, startsOn })).rejects.toThrow(/a date of this century/);
	},
);
