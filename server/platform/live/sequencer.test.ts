import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit } from "#server/access/audit.ts";
import { automation } from "../actor.ts";
import { db } from "../database.ts";
import { recordEvent } from "../events.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { transaction } from "../transaction.ts";
import { auditHash, chainAudit } from "./chain-audit.ts";
import { missedSince } from "./feed.ts";
import { sequenceOnce } from "./sequencer.ts";

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

const actor = automation("test");

describe("sequenceOnce", () => {
	it("gives every committed event a place once, and none to what was rolled back", async () => {
		await transaction((tx) => recordEvent(tx, { type: "test.one", actor, subject: { kind: "thing", id: "1" } }));
		await transaction(async (tx) => {
			await recordEvent(tx, { type: "test.lost", actor, subject: { kind: "thing", id: "2" } });
			throw new Error("rolled back");
		}).catch(() => {});
		await Promise.all([sequenceOnce(), sequenceOnce(), sequenceOnce()]);
		const events = await db().loopEvent.findMany();
		expect(events.map(({ type, position }) => [type, position])).toEqual([["test.one", 1n]]);
		expect((await missedSince(0n))?.keys.sort()).toEqual(["thing:1", "things"]);
		expect(await sequenceOnce()).toEqual({ placed: 0, held: true });
	});

	it("leaves it to another process that is at it, and says so", async () => {
		await db().$transaction(async (tx) => {
			await tx.$queryRaw`select pg_advisory_xact_lock(7120501)::text`;
			expect(await sequenceOnce()).toEqual({ placed: 0, held: false });
		});
	});
});

describe("chainAudit", () => {
	it("chains the audit so that a changed line shows (R59)", async () => {
		for (const id of ["a", "b"]) {
			await transaction((tx) =>
				audit(tx, { actor, action: "item.create", subject: { kind: "item", id }, after: { id } }),
			);
		}
		expect(await chainAudit()).toBe(2);
		expect(await chainAudit()).toBe(0);
		const chain = await db().auditChain.findMany({ orderBy: { position: "asc" }, include: { audit: true } });
		const recompute = () => {
			const hashes: string[] = [];
			for (const link of chain) hashes.push(auditHash(hashes.at(-1) ?? "", link.audit));
			return hashes;
		};
		expect(recompute()).toEqual(chain.map(({ hash }) => hash));
		if (chain[0]) chain[0].audit.subjectId = "forged";
		expect(recompute()).not.toEqual(chain.map(({ hash }) => hash));
	});

	it("finds a line far older than the last only when it looks at all", async () => {
		const old = {
			at: new Date(Date.now() - 3_600_000),
			actor: {},
			actorId: "x",
			action: "item.create",
			outcome: "done",
		};
		await db().auditEntry.create({ data: { ...old, subjectKind: "item", subjectId: "old" } });
		expect(await chainAudit()).toBe(0);
		expect(await chainAudit({ all: true })).toBe(1);
	});
});
