import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { makeService, makeTeam } from "../testing/company.ts";
import { makePlaces } from "../testing/place.ts";
import { startPullComments } from "../testing/pull-comments.ts";
import { digestOf, tellVersions } from "../testing/story.ts";
import { commentOnPull } from "./comment-on-pull.ts";
import { verdictComment } from "./verdict-comment.ts";

let database: TestDatabase;
let github: Awaited<ReturnType<typeof startPullComments>>;
let pullRequestId = "";
let serviceId = "";
let environments = new Map<string, string>();

beforeAll(async () => {
	database = await createTestDatabase("worker");
	github = await startPullComments();
	const team = await makeTeam("payments");
	serviceId = await makeService("checkout", team.teamId);
	environments = await makePlaces("checkout", ["staging", "production"]);
	await tellVersions("checkout", [{ version: "2.0.0", after: [] }]);
	const repository = await db().repository.findFirstOrThrow();
	const times = { createdAt: new Date(), updatedAt: new Date(), observedAt: new Date() };
	const branch = { title: "t", state: "merged", headRef: "h", headSha: "s", baseRef: "main", url: "u" };
	const pull = await db().pullRequest.create({
		data: { repositoryId: repository.id, number: 7, ...branch, ...times },
	});
	pullRequestId = pull.id;
}, 60_000);
afterAll(async () => {
	await github?.close();
	await database?.drop();
});
beforeEach(() => void github.reset());

async function judged(environment: string, state: string): Promise<string> {
	const artifact = await db().artifact.findUniqueOrThrow({ where: { digest: digestOf("2.0.0") } });
	const row = { kind: "deploy", image: "i", status: "succeeded", actor: {}, startedAt: new Date() };
	const of = { serviceId, environmentId: environments.get(environment) ?? "", artifactId: artifact.id };
	const { id: deploymentId } = await db().deployment.create({ data: { ...row, ...of } });
	await transaction((tx) =>
		recordEvent(tx, {
			type: "pull-request.judged",
			actor: automation("test"),
			subject: { kind: "pull-request", id: pullRequestId },
			data: { environment, state, deploymentId },
		}),
	);
	return deploymentId;
}

it("says nothing while there is nothing to say", async () => {
	await commentOnPull(pullRequestId);
	expect(github.writes).toEqual([]);
});

it("makes one comment, edits it when more is known, and leaves it alone when nothing is new", async () => {
	github.comments = [{ id: 1, body: "Looks good to me" }];
	const id = await judged("staging", "better");
	await commentOnPull(pullRequestId);
	expect(github.comments[1]?.body).toContain(
		`| staging | [2.0.0](https://lazo.test/deployments/${id}) | 🟢 better than before |`,
	);
	await commentOnPull(pullRequestId);
	await judged("production", "worse");
	await judged("staging", "unchanged");
	await commentOnPull(pullRequestId);
	expect(github.writes).toEqual([
		"POST /repos/almena/checkout/issues/7/comments",
		"PATCH /repos/almena/checkout/issues/comments/2",
	]);
	const [staging, production] =
		github.comments[1]?.body
			.split("\n")
			.filter((line) => line.startsWith("| "))
			.slice(1) ?? [];
	expect(staging).toContain("⚪ as before");
	expect(production).toContain("🔴 worse than before");
});

it("gives up where GitHub does not let it, and tries again where GitHub is away", async () => {
	github.refuses = 403;
	await expect(commentOnPull(pullRequestId)).resolves.toBeUndefined();
	github.refuses = 502;
	await expect(commentOnPull(pullRequestId)).rejects.toThrow("502");
});

it("lets no name become a link, a mention or another cell", () => {
	const line = { deploymentId: "1", environment: "a|b @all", version: "[x](https://e.test)", state: "<b>", at: null };
	const row = verdictComment([line], "https://lazo.test").split("\n").at(-3);
	expect(row).toBe("| ab all | [xhttpse.test](https://lazo.test/deployments/1) | b |  |");
});
