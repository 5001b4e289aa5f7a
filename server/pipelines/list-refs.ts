import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { callWorker } from "#server/platform/rpc.ts";
import { readRefsCall } from "./read-refs.ts";
import type { GitRef } from "./schema.ts";

/** Branches and tags a workflow can run on, as GitHub has them now; when it cannot be asked, the branches last seen (`live` false). */
export async function listRefs(actor: Actor, workflowId: string): Promise<{ items: GitRef[]; live: boolean }> {
	await authorize(actor, "pipelines.read", { subject: { kind: "workflow", id: workflowId } });
	const workflow = await db().workflow.findUnique({ where: { id: workflowId }, include: { repository: true } });
	if (!workflow) throw notFound("workflow", workflowId);
	const { slug, defaultBranch } = workflow.repository;
	const live = await callWorker(readRefsCall, { slug }).catch(() => null);
	const items = live ?? (await knownBranches(workflow.repositoryId));
	return {
		items: items.sort((a, b) => Number(b.name === defaultBranch) - Number(a.name === defaultBranch)),
		live: live !== null,
	};
}

async function knownBranches(repositoryId: string): Promise<GitRef[]> {
	const rows = await db().branch.findMany({ where: { repositoryId }, orderBy: { name: "asc" }, take: 500 });
	return rows.map(({ name, headSha }) => ({ name, kind: "branch", sha: headSha }));
}
