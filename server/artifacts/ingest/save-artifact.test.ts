import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveCommits } from "#server/pipelines/ingest/save-commits.ts";
import { saveRun } from "#server/pipelines/ingest/save-run.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { adoptArtifacts } from "../sync/adopt-artifacts.ts";
import { type ObservedArtifact, saveArtifact } from "./save-artifact.ts";

let database: TestDatabase;
let repositoryId: string;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const data = {
		slug: "almena/checkout",
		url: "https://git.test/almena/checkout",
		defaultBranch: "main",
		observedAt: new Date(),
	};
	repositoryId = (await db().repository.create({ data })).id;
});
afterAll(() => database.drop());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 10, minute));
const hex = (letter: string, length: number) => letter.repeat(length);

const image = (letter: string, changes: Partial<ObservedArtifact> = {}): ObservedArtifact => ({
	digest: `sha256:${hex(letter, 64)}`,
	platformDigests: [],
	repository: "registry.test/almena/checkout",
	tag: "1.0.0",
	version: "1.0.0",
	commitSha: hex(letter, 40),
	...{ runId: null, serviceId: null, sizeBytes: 800, labels: {}, evidence: "oci-label-revision" as const },
	createdAt: at(4),
	...changes,
});
const save = (seen: ObservedArtifact) => transaction((tx) => saveArtifact(tx, seen, new Date()));

const commit = (sha: string) => {
	const observed = {
		sha,
		message: "PAY-7: faster",
		authorName: "Ana",
		authorLogin: "ana",
		authoredAt: at(0),
		pushedAt: at(0),
		parents: [],
		url: "https://git.test/c",
	};
	return transaction((tx) => saveCommits(tx, { repositoryId, commits: [observed], branch: null }));
};
const run = (externalId: bigint, headSha: string) => {
	const times = { createdAt: at(1), startedAt: at(1), completedAt: at(5), updatedAt: at(5) };
	const about = {
		workflowExternalId: null,
		attempt: 1,
		number: 1,
		name: "release",
		event: "workflow_dispatch",
		branch: "main",
		actorLogin: "ana",
		url: "https://git.test/r",
	};
	const observed = { externalId, headSha, status: "completed" as const, conclusion: "success", ...about, ...times };
	return transaction((tx) => saveRun(tx, { repositoryId, run: observed, observedAt: new Date() }));
};
const joints = async (digest: string) => {
	const edges = await db().loopEdge.findMany({ where: { to: { key: digest } }, include: { from: true } });
	return edges.map(({ kind, confidence, from }) => [kind, confidence, from.kind]).sort();
};

describe("saveArtifact", () => {
	it("ties an image to the commit it names and to the run that went on while it was made", async () => {
		await commit(hex("a", 40));
		await run(1n, hex("a", 40));
		const saved = await save(image("a"));
		expect(saved.runId).not.toBeNull();
		expect(await joints(saved.digest)).toEqual([
			["packaged-as", "exact", "commit"],
			["produced", "derived", "run"],
		]);
	});

	it("ties it later when commit and run come after it", async () => {
		const saved = await save(image("b"));
		expect(await joints(saved.digest)).toEqual([]);
		await run(2n, hex("b", 40));
		await commit(hex("b", 40));
		await adoptArtifacts(hex("b", 40));
		expect((await joints(saved.digest)).map(([kind]) => kind)).toEqual(["packaged-as", "produced"]);
	});

	it("believes the run's own log more than the clock, and adds what each sighting knows", async () => {
		await commit(hex("c", 40));
		const { id: runId } = await run(3n, hex("c", 40));
		await save(image("c", { tag: null, sizeBytes: null }));
		const saved = await save(image("c", { runId, evidence: "run-log", tag: "latest" }));
		expect(saved).toMatchObject({ runId, evidence: "run-log", tags: ["latest"], sizeBytes: 800n });
		expect(await joints(saved.digest)).toContainEqual(["produced", "exact", "run"]);
		const again = await save(image("c", { tag: "1.0.0" }));
		expect(again).toMatchObject({ runId, evidence: "run-log", tags: ["latest", "1.0.0"] });
	});

	it("tells of an image once, at the time it was made", async () => {
		await save(image("d"));
		await save(image("d"));
		const events = await db().loopEvent.findMany({
			where: { type: "artifact.published", data: { path: ["digest"], equals: `sha256:${hex("d", 64)}` } },
		});
		expect(events.map(({ occurredAt }) => occurredAt)).toEqual([at(4)]);
	});
});
