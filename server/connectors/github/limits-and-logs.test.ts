import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { GitHubClient } from "./github-client.ts";
import { readJobLog } from "./read-runs.ts";

let database: TestDatabase;
const servers: Answering[] = [];
beforeAll(async () => {
	database = await createTestDatabase("worker");
});
afterEach(async () => {
	for (const server of servers.splice(0)) await server.close();
});
afterAll(() => database.drop());

async function serve(answer: Parameters<typeof answerWith>[0]): Promise<string> {
	const server = await answerWith(answer);
	servers.push(server);
	return server.url;
}

const clientOf = (url: string) =>
	new GitHubClient({
		connectionId: "01a1fe6f-ae16-7518-968d-487e3b069625",
		url,
		credential: { kind: "token", token: "ghp_of-the-organisation" },
		organisation: "almena",
	});

describe("a limit of GitHub's", () => {
	const reset = Math.floor(Date.now() / 1_000) + 1_800;
	it.each([
		["used up for the hour (R20)", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${reset}` }],
		["for calls too close together (R21)", 429, { "retry-after": "1800" }],
	])("%s is told at once with its end, and nothing more is sent until then", async (_, status, headers) => {
		let sent = 0;
		const url = await serve((_, response) => {
			sent += 1;
			response.writeHead(status, { "content-type": "application/json", ...headers }).end(`{"message":"rate limit"}`);
		});
		const client = clientOf(url);
		for (let tries = 0; tries < 3; tries++) {
			const error = await client.call("GET /user").catch((caught: unknown) => caught);
			expect(error).toMatchObject({ code: "rate-limited", message: expect.stringContaining("until 20") });
			expect((error as { retryAt: Date }).retryAt.getTime() / 1_000).toBeGreaterThan(reset - 60);
		}
		expect(sent).toBe(1);
	});
});

describe("a job's log (R27)", () => {
	it("is read where GitHub sends to, without the token", async () => {
		const seen: (string | undefined)[] = [];
		const storage = await serve((request, response) => {
			seen.push(request.headers.authorization);
			response.end("built");
		});
		const github = await serve((_, response) => response.writeHead(302, { location: `${storage}/log` }).end());
		expect(await readJobLog(clientOf(github), "almena/checkout", 7)).toBe("built");
		expect(seen).toEqual([undefined]);
	});

	it("of more than 50 MB is given up, not kept in memory", async () => {
		const piece = Buffer.alloc(1024 * 1024, "x");
		const storage = await serve((_, response) => {
			const write = () => {
				while (!response.destroyed) if (!response.write(piece)) break;
			};
			response.on("drain", write);
			write();
		});
		const github = await serve((_, response) => response.writeHead(302, { location: `${storage}/log` }).end());
		await expect(readJobLog(clientOf(github), "almena/checkout", 7)).rejects.toMatchObject({ code: "too-large" });
	});
});
