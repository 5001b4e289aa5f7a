import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { ObservedRun } from "./observed.ts";
import { saveRun } from "./save-run.ts";

let database: TestDatabase;
let repositoryId: string;
let next = 1n;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const repository = await db().repository.create({
		data: {
			slug: "almena/checkout",
			url: "https://git.test/almena/checkout",
			defaultBranch: "main",
			observedAt: new Date(),
		},
	});
	repositoryId = repository.id;
});
afterAll(() => database.drop());

const at = (second: number) => new Date(Date.UTC(2026, 10, 1, 10, 0, second));

function sighting(
	externalId: bigint,
	state: Pick<ObservedRun, "attempt" | "status" | "conclusion">,
	second: number,
): ObservedRun {
	return {
		externalId,
		workflowExternalId: null,
		...{
			number: 1,
			name: "release",
			event: "push",
			branch: "main",
			headSha: "a".repeat(40),
			actorLogin: "ana",
			url: "https://git.test/1",
		},
		...state,
		createdAt: at(0),
		startedAt: at(1),
		completedAt: state.status === "completed" ? at(second) : null,
		updatedAt: at(second),
	};
}

/** All that GitHub says of a run that failed, was run again and succeeded. */
const story = (externalId: bigint): ObservedRun[] => [
	sighting(externalId, { attempt: 1, status: "queued", conclusion: null }, 1),
	sighting(externalId, { attempt: 1, status: "in_progress", conclusion: null }, 2),
	sighting(externalId, { attempt: 1, status: "completed", conclusion: "failure" }, 3),
	sighting(externalId, { attempt: 2, status: "queued", conclusion: null }, 4),
	sighting(externalId, { attempt: 2, status: "in_progress", conclusion: null }, 5),
	sighting(externalId, { attempt: 2, status: "completed", conclusion: "success" }, 6),
];
const save = (run: ObservedRun) => transaction((tx) => saveRun(tx, { repositoryId, run, observedAt: new Date() }));

describe("saveRun", () => {
	it("ends in the same state whatever order it hears of it, repeated or not (R17)", async () => {
		await fc.assert(
			fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 5, 2], { minLength: 8 }), async (order) => {
				const externalId = next++;
				const told = story(externalId);
				for (const index of order) await save(told[index] as ObservedRun);
				const run = await db().run.findFirstOrThrow({ where: { externalId } });
				expect(run).toMatchObject({ attempt: 2, status: "completed", conclusion: "success", completedAt: at(6) });
			}),
			{ numRuns: 5 },
		);
	});

	it("hears of one run from several sides at once and keeps one", async () => {
		const externalId = next++;
		await Promise.all(
			story(externalId)
				.slice(3)
				.flatMap((run) => [save(run), save(run)]),
		);
		expect(await db().run.findMany({ where: { externalId } })).toMatchObject([
			{ status: "completed", conclusion: "success" },
		]);
		const finished = await db().loopEvent.findMany({
			where: { type: "run.finished", data: { path: ["attempt"], equals: 2 } },
			orderBy: { recordedAt: "desc" },
		});
		const run = await db().run.findFirstOrThrow({ where: { externalId } });
		expect(finished.filter(({ subjectId }) => subjectId === run.id)).toHaveLength(1);
	});

	it("dates its beginning and its end as they were out there", async () => {
		const externalId = next++;
		for (const run of story(externalId)) await save(run);
		const { id } = await db().run.findFirstOrThrow({ where: { externalId } });
		const events = await db().loopEvent.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
		expect(events.map(({ type, occurredAt }) => [type, occurredAt.getTime()])).toEqual([
			["run.started", at(1).getTime()],
			["run.finished", at(3).getTime()],
			["run.started", at(1).getTime()],
			["run.finished", at(6).getTime()],
		]);
	});
});
