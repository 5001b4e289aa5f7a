import { cancelRun } from "#server/connectors/github/cancel-run.ts";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";

/**
 * Withdraws a request that GitHub was not asked for yet, `detail` says why; else asks GitHub to cancel the run that came of it.
 * True when nothing of it works any more; false: ask again. Never throws because of GitHub.
 */
export async function endRequestedRun(requestId: string, detail: string): Promise<boolean> {
	const { count } = await db().runRequest.updateMany({
		where: { id: requestId, status: "requested" },
		data: { status: "failed", failure: { code: "run.withdrawn", detail } },
	});
	if (count > 0) return true;
	const request = await db().runRequest.findUnique({
		where: { id: requestId },
		include: { run: { include: { repository: true } } },
	});
	const run = request?.run;
	if (!run) return request?.status !== "dispatched" && request?.status !== "checking";
	if (run.status === "completed") return true;
	await openGitHub()
		.then((client) => cancelRun(client, run.repository.slug, Number(run.externalId)))
		.catch((error: Error) => log.warn({ run: run.id, error: error.message }, "a run could not be cancelled"));
	return false;
}
