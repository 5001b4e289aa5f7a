import type { IncomingMessage, ServerResponse } from "node:http";
import { people } from "../company/company.ts";
import { afterPush } from "./actions/after-push.ts";
import { isToken } from "./api/answer-api.ts";
import { type Context, folderOf, tokenLogin } from "./context.ts";
import { listRefs } from "./git/read-commits.ts";
import { serveGit } from "./git/serve-git.ts";
import { noCommit, type RefUpdate } from "./webhooks/push-event.ts";

type Exchange = {
	request: IncomingMessage;
	response: ServerResponse;
	repository: string;
	place: string;
	query: string;
};

/** Answers a clone, fetch or push. Reading is free; pushing needs the token as the password of basic authentication. */
export async function answerGit(context: Context, exchange: Exchange): Promise<void> {
	const { request, response, repository, place, query } = exchange;
	if (!context.state.repositories.some((one) => one.name === repository)) {
		response.writeHead(404, { "content-type": "text/plain" }).end("Repository not found.\n");
		return;
	}
	const pushes = place === "/git-receive-pack" || query.includes("service=git-receive-pack");
	const user = isToken(context, request.headers.authorization) ? pusherOf(request.headers.authorization) : null;
	if (pushes && !user) {
		response.writeHead(401, { "www-authenticate": 'Basic realm="GitHub"', "content-type": "text/plain" });
		response.end("Push with any user name and the sandbox's GitHub token as the password.\n");
		return;
	}
	const of = { root: context.repositories, path: `/${repository}.git${place}`, query, user };
	if (place !== "/git-receive-pack") return serveGit(request, response, of);
	const before = await movable(context, repository);
	await serveGit(request, response, of);
	const updates = difference(before, await movable(context, repository));
	await afterPush(context, { repository, login: user ?? tokenLogin, updates });
}

/** A push under a colleague's name is theirs; under any other name it is the token's. */
function pusherOf(authorization: string | undefined): string {
	const [, value = ""] = (authorization ?? "").split(" ");
	const name = Buffer.from(value, "base64").toString().split(":")[0];
	return people.find((person) => person.login === name)?.login ?? tokenLogin;
}

async function movable(context: Context, repository: string): Promise<Map<string, string>> {
	const refs = await listRefs(folderOf(context, repository), "refs");
	const moved = refs.filter((ref) => /^refs\/(heads|tags)\//.test(ref.name));
	return new Map(moved.map((ref) => [ref.name, ref.sha]));
}

function difference(before: Map<string, string>, after: Map<string, string>): RefUpdate[] {
	const names = new Set([...before.keys(), ...after.keys()]);
	return [...names]
		.map((ref) => ({ ref, before: before.get(ref) ?? noCommit, after: after.get(ref) ?? noCommit }))
		.filter((update) => update.before !== update.after);
}
