import { text } from "node:stream/consumers";
import { z } from "zod";
import { db } from "#server/platform/database.ts";
import { answerWith } from "#server/platform/testing/answer-with.ts";

const written = z.object({ body: z.string() });

/**
 * A GitHub that keeps comments on pull requests, connected as "almena", for a Lazo at https://lazo.test. `comments` are what it
 * has, `writes` what it was asked to write, `refuses` the status that it answers to a write instead.
 */
export async function startPullComments() {
	const github = { comments: [] as { id: number; body: string }[], writes: [] as string[], refuses: 0 };
	const write = (asked: string, { body }: { body: string }) => {
		if (github.refuses) return { status: github.refuses, body: { message: "Resource not accessible by integration" } };
		github.writes.push(asked);
		const known = github.comments.find(({ id }) => asked.endsWith(`/${id}`));
		if (known) return { status: 200, body: Object.assign(known, { body }) };
		const made = { id: github.comments.length + 1, body };
		github.comments.push(made);
		return { status: 201, body: made };
	};
	const { url, close } = await answerWith(async (request, response) => {
		const sent = await text(request);
		const asked = `${request.method} ${request.url}`;
		const answer =
			request.method === "GET" ? { status: 200, body: github.comments } : write(asked, written.parse(JSON.parse(sent)));
		response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
	});
	process.env.GITHUB_TOKEN = "a-token";
	process.env.LAZO_URL = "https://lazo.test";
	await db().connection.create({ data: { kind: "github", name: "almena", url, source: "configuration" } });
	const reset = () => Object.assign(github, { comments: [], writes: [], refuses: 0 });
	return Object.assign(github, { close, reset });
}
