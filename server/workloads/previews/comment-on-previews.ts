import { GitHubError } from "#server/connectors/github/github-error.ts";
import { findGitHub } from "#server/connectors/github/open-github.ts";
import { putPullComment } from "#server/connectors/github/put-pull-comment.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { withLock } from "#server/platform/with-lock.ts";
import { previewComment } from "./preview-comment.ts";

/**
 * Puts the previews of a pull request, the newest of each service, into one comment of its own: made once, edited afterwards. What
 * GitHub does not let Lazo say is left out; GitHub being away throws.
 */
export async function commentOnPreviews(pullRequestId: string): Promise<void> {
	const done = await withLock(`preview-comment:${pullRequestId}`, () => comment(pullRequestId));
	if (!done) throw new Error("the comment of this pull request is being written already; trying again");
}

async function comment(pullRequestId: string): Promise<void> {
	const pull = await db().pullRequest.findUnique({
		where: { id: pullRequestId },
		include: { repository: { select: { slug: true } } },
	});
	const client = pull && (await findGitHub());
	if (!pull || !client) return;
	const previews = await db().preview.findMany({
		where: { pullRequestId },
		include: { service: { select: { title: true } } },
		distinct: ["serviceId"],
		orderBy: [{ serviceId: "asc" }, { requestedAt: "desc" }],
	});
	const marker = `<!-- lazo previews ${pullRequestId} -->`;
	const body = `${marker}\n${previewComment(previews, config().LAZO_URL)}`;
	const { number, repository } = pull;
	try {
		await putPullComment(client, { slug: repository.slug, number, marker, body });
	} catch (error) {
		const final = error instanceof GitHubError && ["refused", "not-found"].includes(error.code);
		if (!final) throw error;
		log.warn({ repository: repository.slug, pull: number, error: error.message }, "the preview was not commented");
	}
}
