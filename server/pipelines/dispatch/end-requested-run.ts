import { cancelRun } from "#server/connectors/github/cancel-run.ts";
import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { db } from "#server/platform/database.ts";

/** `unknown`: GitHub was asked for it and has not told yet which run it is; `cancelling`: it was asked to end it. */
type HowFar = "ended" | "unknown" | "cancelling";

/**
 * Withdraws a request that GitHub was not asked for yet, `detail` says why; else asks GitHub to cancel the run that came of it.
 * GitHub is opened only for that. Until it has ended: ask again. Throws when GitHub does not take it.
 */
export async function endRequestedRun(
	open: () => Promise<GitHubClient>,
	requestId: string,
	detail: string,
): Promise<HowFar> {
	const { count } = await db().runRequest.updateMany({
		where: { id: requestId, status: "requested" },
		data: { status: "failed", failure: { code: "run.withdrawn", detail } },
	});
	if (count > 0) return "ended";
	const request = await db().runRequest.findUnique({
		where: { id: requestId },
		include: { run: { include: { repository: true } } },
	});
	const run = request?.run;
	if (!run) return request?.status === "dispatched" || request?.status === "checking" ? "unknown" : "ended";
	if (run.status === "completed") return "ended";
	await cancelRun(await open(), run.repository.slug, Number(run.externalId));
	return "cancelling";
}
