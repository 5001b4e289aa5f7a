import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { statusOf } from "./ingest/observed.ts";
import { runAnswers, runInclude } from "./run-row.ts";
import { type RunDetail, runStepSchema } from "./schema.ts";

const include = { ...runInclude, jobs: true } as const;
type Row = Prisma.RunGetPayload<{ include: typeof include }>;

/** One run with the jobs and steps of its latest attempt, its commit and that commit's items. Throws Problem 404. */
export async function getRun(actor: Actor, id: string): Promise<RunDetail> {
	await authorize(actor, "pipelines.read", { subject: { kind: "run", id } });
	const row = await db().run.findUnique({ where: { id }, include });
	const [summary] = row ? await runAnswers(db(), [row]) : [];
	if (!row || !summary) throw notFound("run", id);
	const commit = await db().commit.findUnique({
		where: { repositoryId_sha: { repositoryId: row.repositoryId, sha: row.headSha } },
	});
	const inputs = z.record(z.string(), z.string()).safeParse(row.request?.inputs);
	return {
		...summary,
		jobs: jobsOf(row),
		commit: commit && {
			id: commit.id,
			sha: commit.sha,
			message: commit.message,
			author: commit.authorLogin ?? commit.authorName,
			authoredAt: commit.authoredAt.toISOString(),
			url: commit.url,
		},
		items: await itemsOfCommit(commit?.id ?? null),
		inputs: inputs.success ? inputs.data : null,
	};
}

/** Jobs in the order they began; those that wait come last. */
function jobsOf(row: Row): RunDetail["jobs"] {
	return row.jobs
		.filter((job) => job.attempt === row.attempt)
		.sort((a, b) => startOf(a) - startOf(b) || Number(a.externalId - b.externalId))
		.map((job) => ({
			id: job.id,
			name: job.name,
			status: statusOf(job.status),
			conclusion: job.conclusion,
			startedAt: job.startedAt?.toISOString() ?? null,
			completedAt: job.completedAt?.toISOString() ?? null,
			url: job.url,
			steps: z.array(runStepSchema).catch([]).parse(job.steps),
		}));
}

const startOf = (job: { status: string; startedAt: Date | null }) =>
	job.status === "queued" ? Number.MAX_SAFE_INTEGER : (job.startedAt?.getTime() ?? Number.MAX_SAFE_INTEGER);

/** Items that a commit implements: by itself, or through a pull request that holds it. */
export async function itemsOfCommit(commitId: string | null): Promise<RunDetail["items"]> {
	if (!commitId) return [];
	const implemented = { some: { kind: "implemented-by", to: { commitId } } };
	const throughPull = {
		some: { kind: "implemented-by", to: { outgoing: { some: { kind: "contains", to: { commitId } } } } },
	};
	const nodes = await db().loopNode.findMany({
		where: { kind: "item", OR: [{ outgoing: implemented }, { outgoing: throughPull }] },
		include: { item: { select: { key: true, title: true, state: true } } },
		take: 50,
	});
	return nodes.flatMap(({ item }) => (item ? [item] : []));
}
