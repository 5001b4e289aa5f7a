import { z } from "zod";
import { GitHubError } from "#server/connectors/github/github-error.ts";
import { findGitHub } from "#server/connectors/github/open-github.ts";
import { putPullComment } from "#server/connectors/github/put-pull-comment.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { withDeploymentLock } from "../internal/with-deployment-lock.ts";
import { type VerdictLine, verdictComment } from "./verdict-comment.ts";

const dataSchema = z.object({ environment: z.string(), state: z.string(), deploymentId: z.uuid() });

/**
 * Puts the verdicts of a pull request, the newest of each environment, into its one comment: made once, edited afterwards. What
 * GitHub does not let Lazo say is left out; GitHub being away throws.
 */
export async function commentOnPull(pullRequestId: string): Promise<void> {
	const done = await withDeploymentLock(`pull-request:${pullRequestId}`, () => comment(pullRequestId));
	if (!done) throw new Error("the comment of this pull request is being written already; trying again");
}

async function comment(pullRequestId: string): Promise<void> {
	const pull = await db().pullRequest.findUnique({
		where: { id: pullRequestId },
		include: { repository: { select: { slug: true } } },
	});
	const client = await findGitHub();
	const lines = pull && client ? await verdictsOf(pullRequestId) : [];
	if (!pull || !client || lines.length === 0) return;
	const { number, repository } = pull;
	const marker = `<!-- lazo verdicts ${pullRequestId} -->`;
	const body = `${marker}\n${verdictComment(lines, config().LAZO_URL)}`;
	try {
		await putPullComment(client, { slug: repository.slug, number, marker, body });
	} catch (error) {
		const final = error instanceof GitHubError && ["refused", "not-found"].includes(error.code);
		if (!final) throw error;
		log.warn({ repository: repository.slug, pull: number, error: error.message }, "the verdict was not commented");
	}
}

async function verdictsOf(pullRequestId: string): Promise<VerdictLine[]> {
	const events = await db().loopEvent.findMany({
		where: { subjectKind: "pull-request", subjectId: pullRequestId, type: "pull-request.judged" },
		orderBy: { occurredAt: "desc" },
		take: 50,
	});
	const told = events.flatMap(({ data }) => dataSchema.safeParse(data).data ?? []);
	const newest = told.filter(
		({ environment }, index) => told.findIndex((one) => one.environment === environment) === index,
	);
	const deployments = await db().deployment.findMany({
		where: { id: { in: newest.map(({ deploymentId }) => deploymentId) } },
		include: { artifact: { select: { version: true } }, environment: { select: { rank: true, title: true } } },
		orderBy: { environment: { rank: "asc" } },
	});
	return deployments.map(({ id, artifact, digest, environment, startedAt }) => ({
		deploymentId: id,
		environment: environment.title,
		version: artifact?.version ?? digest?.slice(7, 19) ?? "",
		state: newest.find(({ deploymentId }) => deploymentId === id)?.state ?? "",
		at: startedAt,
	}));
}
