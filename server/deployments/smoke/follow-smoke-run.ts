import { setTimeout as rest } from "node:timers/promises";
import { ensureNode, link } from "#server/loop/link.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import { endRequestedRun } from "#server/pipelines/dispatch/end-requested-run.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
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
	while (!signal.aborted) {
		await followSmokeRuns(new Date()).catch((error: Error) =>
			log.warn({ error: error.message }, "following smoke tests failed"),
		);
		await rest(tickMs, undefined, { signal }).catch(() => {});
	}
}

/** One round: ends those whose workflow has ended, did not begin, or takes too long. Safe to repeat. */
export async function followSmokeRuns(now: Date): Promise<void> {
	const rows = await db().smokeRun.findMany({
		where: { status: "running", runRequestId: { not: null } },
		include,
		orderBy: { startedAt: "asc" },
		take: 100,
	});
	for (const row of rows) {
		const { deploymentId, deployment } = row;
		const end = deployment.status === "watching" ? endOf(row, now) : null;
		// What is not waited for any more must not try another version later.
		const abandoned = deployment.status !== "watching" || (end && row.runRequest?.run?.status !== "completed");
		if (abandoned && row.runRequestId) await endRequestedRun(row.runRequestId, "Nobody waits for its answer any more.");
		if (deployment.status !== "watching") await cutShort(deploymentId);
		if (end) await tieRun(row);
		if (end) await endSmokeRun({ runId: row.id, deploymentId, place: deployment }, end);
	}
}

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
