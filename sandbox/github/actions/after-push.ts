import { type Context, folderOf } from "../context.ts";
import { runGit } from "../git/run-git.ts";
import { pullJson } from "../json/pull-json.ts";
import { repositoryRecord } from "../json/repository-json.ts";
import type { PullRecord } from "../state/types.ts";
import { envelope } from "../webhooks/envelope.ts";
import { emitPush, noCommit, type RefUpdate } from "../webhooks/push-event.ts";
import { newRun } from "./new-run.ts";
import { listWorkflowFiles, readWorkflow } from "./read-workflow.ts";
import { startRun } from "./start-run.ts";

/** A push to a repository by somebody. */
export type Push = { repository: string; login: string; updates: RefUpdate[] };

/** Does what GitHub does after a push: webhooks, pull requests that follow their branch, and the workflows on push. */
export async function afterPush(context: Context, push: Push): Promise<void> {
	repositoryRecord(context, push.repository).pushedAt = new Date().toISOString();
	for (const update of push.updates) {
		await emitPush(context, push.repository, { ...update, login: push.login });
		if (!update.ref.startsWith("refs/heads/") || update.after === noCommit) continue;
		const branch = update.ref.slice("refs/heads/".length);
		await followPulls(context, { ...push, branch, update });
		await runWorkflows(context, { ...push, branch, sha: update.after });
	}
	context.save();
}

async function followPulls(context: Context, at: Push & { branch: string; update: RefUpdate }): Promise<void> {
	const folder = folderOf(context, at.repository);
	const open = context.state.pulls.filter((pull) => pull.repository === at.repository && !pull.closedAt);
	const now = new Date().toISOString();
	const { before, after } = at.update;
	for (const pull of open) {
		const mine = pull.branch === at.branch;
		if (mine) {
			pull.headSha = after;
			pull.updatedAt = now;
			await runGit(folder, ["update-ref", `refs/pull/${pull.number}/head`, after]);
			await emitPull(context, { pull, login: at.login, action: "synchronize", before, after });
		} else if (at.branch === "main" && (await isAncestor(folder, pull.headSha, after))) {
			Object.assign(pull, { closedAt: now, updatedAt: now, merged: { at: now, by: at.login, sha: after } });
			await emitPull(context, { pull, login: at.login, action: "closed" });
		}
	}
}

/** Tells whoever listens what became of a pull request. */
export async function emitPull(
	context: Context,
	at: { pull: PullRecord; login: string; action: string; before?: string; after?: string; label?: object },
): Promise<void> {
	const { pull, login, ...rest } = at;
	const about = { ...rest, number: pull.number, pull_request: await pullJson(context, pull) };
	context.emit("pull_request", { ...about, ...envelope(context, pull.repository, login) });
}

async function isAncestor(folder: string, ancestor: string, of: string): Promise<boolean> {
	return runGit(folder, ["merge-base", "--is-ancestor", ancestor, of]).then(
		() => true,
		() => false,
	);
}

async function runWorkflows(context: Context, at: Push & { branch: string; sha: string }): Promise<void> {
	const folder = folderOf(context, at.repository);
	for (const path of await listWorkflowFiles(folder, at.sha)) {
		const push = (await readWorkflow(folder, at.sha, path))?.on.push;
		const branches = push?.branches ?? ["**"];
		if (!push || !(branches.includes("**") || branches.includes(at.branch))) continue;
		const { repository, branch, sha, login: actor } = at;
		const request = { repository, branch, sha, actor, path, event: "push" as const, inputs: {}, at: new Date() };
		const run = await newRun(context, request);
		if (run) startRun(context, run);
	}
}
