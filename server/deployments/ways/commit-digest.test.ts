import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GitHubClient } from "#server/connectors/github/github-client.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { readEnvironmentFile } from "./commit-digest.ts";

const files: Record<string, Buffer> = {
	"good.yaml": Buffer.from("# producción\nimages: []\n"),
	"latin.yaml": Buffer.from("# producci\u00f3n\nimages: []\n", "latin1"),
	"large.yaml": Buffer.from("# x\n".repeat(100_000)),
};
let database: TestDatabase;
let github: Answering;
let client: GitHubClient;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	github = await answerWith(({ url = "" }, response) => {
		const content = files[/contents\/([^?]+)/.exec(url)?.[1] ?? ""];
		const [status, body] = content
			? [200, { type: "file", size: content.length, sha: "s", encoding: "base64", content: content.toString("base64") }]
			: [404, { message: "Not Found" }];
		response.writeHead(Number(status), { "content-type": "application/json" }).end(JSON.stringify(body));
	});
	client = new GitHubClient({
		...{ connectionId: "01a1fe6f-ae16-7518-968d-487e3b069625", url: github.url, organisation: "almena" },
		credential: { kind: "token", token: "t" },
	});
});
afterAll(async () => {
	await github.close();
	await database.drop();
});

const read = (path: string) => readEnvironmentFile(client, { repository: "almena/env", branch: "main", path });

describe("the file of an environment repository", () => {
	it("is read as it stands there", async () => {
		expect((await read("good.yaml")).text).toBe("# producción\nimages: []\n");
	});

	it("is told apart by what is wrong: not there, too large, or no UTF-8 that could be written back as it was", async () => {
		await expect(read("none.yaml")).rejects.toMatchObject({ code: "file-gone" });
		await expect(read("large.yaml")).rejects.toMatchObject({ code: "file-too-large", params: { most: 250 } });
		await expect(read("latin.yaml")).rejects.toMatchObject({ code: "not-yaml" });
	});
});
