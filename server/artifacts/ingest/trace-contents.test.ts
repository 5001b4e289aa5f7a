import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { saveCommits } from "#server/pipelines/ingest/save-commits.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { saveArtifact } from "./save-artifact.ts";
import { traceThroughCommit } from "./trace-contents.ts";

let database: TestDatabase;
let serviceId: string;
let repositoryId: string;
let story = 0;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const { id } = await db().entity.create({
		data: {
			ref: "component:default/checkout",
			kind: "component",
			name: "checkout",
			title: "Checkout",
			type: "service",
			document: {},
			observedAt: new Date(),
		},
	});
	serviceId = id;
});
beforeEach(async () => {
	story += 1;
	const slug = `almena/checkout-${story}`;
	const data = { slug, url: `https://git.test/${slug}`, defaultBranch: "main", observedAt: new Date() };
	repositoryId = (await db().repository.create({ data })).id;
});
afterAll(() => database.drop());

const sha = (name: string) => `${story}${name}`.padEnd(40, "0");
const digest = (name: string) => `sha256:${sha(name).padEnd(64, "0")}`;

/** Commits as `child: parents`, oldest first. */
const commits = (history: Record<string, string[]>) =>
	transaction((tx) =>
		saveCommits(tx, {
			repositoryId,
			branch: null,
			commits: Object.entries(history).map(([name, parents]) => ({
				sha: sha(name),
				message: name,
				authorName: "Ana",
				authorLogin: "ana",
				authoredAt: new Date(),
				pushedAt: new Date(),
				parents: parents.map(sha),
				url: "https://git.test/c",
			})),
		}),
	);
const image = (name: string, of = name) =>
	transaction((tx) =>
		saveArtifact(
			tx,
			{
				digest: digest(name),
				platformDigests: [],
				repository: "registry.test/almena/checkout",
				tag: null,
				version: null,
				commitSha: sha(of),
				runId: null,
				serviceId,
				sizeBytes: null,
				labels: {},
				evidence: "oci-label-revision",
				createdAt: new Date(),
			},
			new Date(),
		),
	);

/** What an image holds of its own: "c3" by its label, "c2?" by ancestry; and the images that it succeeds, as "<c1". */
async function contents(name: string): Promise<string> {
	const edges = await db().loopEdge.findMany({
		where: { to: { key: digest(name) }, kind: { in: ["packaged-as", "succeeded-by"] } },
		include: { from: { include: { commit: true } } },
	});
	const short = (key: string) => key.replace("sha256:", "").slice(String(story).length).replace(/0+$/, "");
	return edges
		.map(({ kind, confidence, from }) =>
			kind === "succeeded-by" ? `<${short(from.key)}` : `${short(from.key)}${confidence === "derived" ? "?" : ""}`,
		)
		.sort()
		.join(" ");
}

describe("traceContents", () => {
	it("ties an image to every commit since the image before it, and to that image", async () => {
		await commits({ a: [], b: ["a"], c: ["b"], d: ["c"], e: ["d"] });
		await image("b");
		await image("e");
		expect(await contents("b")).toBe("a? b");
		expect(await contents("e")).toBe("<b c? d? e");
	});

	it("gives a commit to the first image that carries it, in whichever order images become known", async () => {
		await commits({ a: [], b: ["a"], c: ["b"], d: ["c"], e: ["d"] });
		await image("e");
		expect(await contents("e")).toBe("a? b? c? d? e");
		await image("b");
		await image("d");
		expect(await contents("b")).toBe("a? b");
		expect(await contents("d")).toBe("<b c? d");
		expect(await contents("e")).toBe("<d e");
	});

	it("leaves out what came with the image before along a second way of a merge", async () => {
		await commits({ a: [], b: ["a"], side: ["a"], merge: ["b", "side"] });
		await image("b");
		await image("merge");
		expect(await contents("merge")).toBe("<b merge side?");
	});

	it("follows commits that become known after the image", async () => {
		await commits({ a: [], b: ["a"] });
		await image("a");
		await commits({ d: ["c"] });
		await image("d");
		expect(await contents("d")).toBe("d");
		await commits({ c: ["b"] });
		const late = await db().commit.findFirstOrThrow({ where: { sha: sha("c") } });
		await transaction((tx) => traceThroughCommit(tx, late.id));
		expect(await contents("d")).toBe("<a b? c? d");
		const { id: subjectId } = await db().loopNode.findFirstOrThrow({ where: { key: digest("d") } });
		expect(await db().loopEvent.count({ where: { type: "loop.tied", subjectId } })).toBe(1);
	});

	it("ties both builds of one commit to what follows, and changes nothing when it is repeated", async () => {
		await commits({ a: [], b: ["a"], c: ["b"] });
		await image("a");
		await image("c");
		await image("again", "a");
		await image("again", "a");
		expect(await contents("c")).toBe("<a <again b? c");
		expect(await contents("again")).toBe("a");
	});
});
