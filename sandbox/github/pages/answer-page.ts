import type { ServerResponse } from "node:http";
import { organisation } from "../../company/company.ts";
import { type Context, folderOf } from "../context.ts";
import { resolveCommit } from "../git/read-commits.ts";
import { runGit } from "../git/run-git.ts";

/** Answers a link that a person follows out of Lazo: a plain page about a commit, run, pull request or repository. */
export async function answerPage(context: Context, response: ServerResponse, path: string): Promise<void> {
	const [, owner, name, kind, ...rest] = path.split("/");
	const repository = context.state.repositories.find((one) => one.name === name);
	const text =
		owner === organisation && repository ? await describe(context, repository.name, [kind ?? "", ...rest]) : null;
	response.writeHead(text === null ? 404 : 200, {
		"content-type": "text/html; charset=utf-8",
		"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
	});
	response.end(page(text === null ? "Not found" : `${organisation}/${name}`, text ?? "There is no such page."));
}

async function describe(context: Context, repository: string, [kind = "", ...rest]: string[]): Promise<string | null> {
	const folder = folderOf(context, repository);
	if (kind === "commit") return showCommit(folder, rest[0] ?? "");
	if (kind === "pull") {
		const pull = context.state.pulls.find((one) => one.repository === repository && String(one.number) === rest[0]);
		return pull ? `#${pull.number} ${pull.title}\n\n${pull.body}\n\n${await showCommit(folder, pull.headSha)}` : null;
	}
	if (kind === "actions") {
		const run = context.state.runs.find((one) => one.repository === repository && String(one.id) === rest[1]);
		const jobs = run?.attempts
			.at(-1)
			?.jobs.map((job) => `${job.conclusion ?? job.status}\t${job.name}`)
			.join("\n");
		return run ? `${run.name} #${run.number}: ${run.title}\n\n${jobs}` : null;
	}
	return runGit(folder, ["log", "--date=short", "--format=%h  %ad  %an  %s%d", "-50", "main"]);
}

async function showCommit(folder: string, ref: string): Promise<string | null> {
	const sha = await resolveCommit(folder, ref);
	return sha ? runGit(folder, ["show", "--no-color", sha]) : null;
}

function page(title: string, text: string): string {
	const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
	const style =
		"body{font:14px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap}";
	return `<!doctype html><html lang="en"><title>${title}</title><style>${style}</style><h1>${title}</h1><pre>${safe}</pre></html>`;
}
