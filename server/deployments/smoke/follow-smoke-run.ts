import { openGitHub } from "#server/connectors/github/open-github.ts";
import { ensureNode, link } from "#server/loop/link.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import { endRequestedRun } from "#server/pipelines/dispatch/end-requested-run.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { repeat } from "#server/platform/repeat.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { cutShort, endSmokeRun, type SmokeEnd } from "./end-smoke-run.ts";
import { type SmokeResult, workflowTestSchema } from "./schema.ts";

const tickMs = 2_000;
const include = {
	deployment: { include: { environment: true, service: true } },
	runRequest: { include: { run: true, workflow: true } },
} as const satisfies Prisma.SmokeRunInclude;
type Row = Prisma.SmokeRunGetPayload<{ include: typeof include }>;

/** Follows the workflows that try new versions, every two seconds, until the lease is lost. */
export async function tickSmokeRuns(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs: tickMs, failed: "following smoke tests failed" }, () => followSmokeRuns(new Date()));
}

/** One round: ends those whose workflow has ended, did not begin, or takes too long; one holds up no other. Safe to repeat. */
export async function followSmokeRuns(now: Date): Promise<void> {
	const rows = await db().smokeRun.findMany({
		where: { status: "running", runRequestId: { not: null } },
		include,
		orderBy: { startedAt: "asc" },
		take: 100,
	});
	await Promise.all(
		rows.map((row) =>
			followOne(row, now).catch((error: Error) =>
				log.warn({ deployment: row.deploymentId, error: error.message }, "following a smoke test failed"),
			),
		),
	);
}

async function followOne(row: Row, now: Date): Promise<void> {
	const { deploymentId, deployment, runRequestId } = row;
	const end = deployment.status === "watching" ? endOf(row, now) : null;
	if (deployment.status === "watching" && !end) return;
	// What is not waited for any more must not try another version later.
	if (runRequestId) await giveUp(runRequestId);
	if (!end) return cutShort(deploymentId);
	await tieRun(row);
	await endSmokeRun({ runId: row.id, deploymentId, place: deployment }, end);
}

/** Never fails because of GitHub: what came of the test must not depend on it. */
const giveUp = (requestId: string) =>
	endRequestedRun(openGitHub, requestId, "Nobody waits for its answer any more.").catch((error: Error) =>
		log.warn({ requestId, error: error.message }, "a smoke test's run could not be cancelled"),
	);

/** The run stands on the thread of the deployment that it tried. */
async function tieRun({ deploymentId, deployment: { serviceId }, runRequest }: Row): Promise<void> {
	const run = runRequest?.run;
	if (!run) return;
	await transaction(async (tx) => {
		const from = await ensureNode(tx, { kind: "deployment", key: deploymentId, deploymentId }, serviceId);
		const to = await ensureNode(tx, { kind: "run", key: String(run.externalId), runId: run.id }, serviceId);
		await link(tx, { from, to, kind: "tried-by", evidence: { source: "smoke-test" }, confidence: "exact" });
		await tellTied(tx, from);
	});
}

/** GitHub's words for a run that says something about what it tried. */
const bad = ["failure", "timed_out", "startup_failure"];

function endOf({ runRequest, test, startedAt }: Row, now: Date): SmokeEnd | null {
	const minutes = workflowTestSchema.safeParse(test).data?.minutes ?? 0;
	const late = now.getTime() - startedAt.getTime() > minutes * 60_000;
	const run = runRequest?.run;
	const workflow = runRequest?.workflow.name ?? "";
	const told = { workflow, number: run?.number ?? null, conclusion: run?.conclusion ?? null };
	const end = (code: SmokeResult["code"], failure: SmokeEnd["failure"] = null): SmokeEnd => {
		const detail = run?.url ?? null;
		return { result: { code, status: null, detail, attempts: 1 }, told, failure };
	};
	if (!runRequest || runRequest.status === "failed") return end("run-not-started");
	if (run?.status === "completed") {
		if (run.conclusion === "success") return end("run-passed");
		if (!bad.includes(run.conclusion ?? "")) return end("run-cancelled");
		return end("run-failed", { code: "smoke-run-failed", ...told, runId: run.id });
	}
	if (!late) return null;
	// A run that waits for a runner says nothing of the version.
	if (run?.status !== "in_progress") return end("run-not-started");
	return end("run-too-slow", { code: "smoke-run-too-slow", workflow, number: run.number, minutes, runId: run.id });
}
