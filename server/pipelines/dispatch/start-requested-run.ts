import { dispatchWorkflow } from "#server/connectors/github/dispatch-workflow.ts";
import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { listDispatchedRuns } from "#server/connectors/github/read-runs.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { linkRunToCommit } from "../links/link-run-to-commit.ts";
import { refreshRun } from "../sync/refresh-run.ts";
import { carriesRequest } from "./correlation.ts";

/** How long a run may take to show up after a dispatch whose answer was lost. */
const patienceMs = 90_000;
/** GitHub's clock may run ahead of or behind ours. */
const skewMs = 120_000;

type Request = Prisma.RunRequestGetPayload<{ include: { workflow: { include: { repository: true } } } }>;

/**
 * Starts the run somebody asked for, at most once: the intent to call GitHub is committed before the call, so after a crash or a
 * lost answer the run is looked for, never started again. Throws to be tried again while it is still being looked for.
 */
export async function startRequestedRun(client: GitHubClient, requestId: string): Promise<void> {
	const request = await db().runRequest.findUnique({
		where: { id: requestId },
		include: { workflow: { include: { repository: true } } },
	});
	if (!request || request.status === "started" || request.status === "failed") return;
	if (request.status !== "requested") return lookForRun(client, request);
	// Whoever withdrew it in this moment was first.
	const claimed = {
		where: { id: requestId, status: "requested" },
		data: { status: "dispatched", dispatchedAt: new Date() },
	};
	if ((await db().runRequest.updateMany(claimed)).count === 0) return;
	await transaction((tx) => touch(tx, [`run-request:${requestId}`]));
	const { slug } = request.workflow.repository;
	const outcome = await dispatchWorkflow(client, {
		slug,
		workflowId: Number(request.workflow.externalId),
		ref: request.ref,
		inputs: request.inputs as Record<string, string>,
	}).catch(async (error: Error) => {
		// Nothing was sent: a limit stood in the way. It may be tried again.
		await mark(requestId, { status: "requested", dispatchedAt: null });
		throw error;
	});
	if (outcome.kind === "refused")
		return mark(requestId, { status: "failed", failure: { code: "run.refused", detail: outcome.reason } });
	if (outcome.kind === "started") return tie(client, request, outcome.runId);
	await mark(requestId, { status: "checking" });
	await lookForRun(client, { ...request, status: "checking", dispatchedAt: new Date() });
}

/**
 * Finds the run whose title carries the request's id; where the workflow carries none, by its branch and time among those that
 * no other request has claimed.
 */
async function lookForRun(client: GitHubClient, request: Request): Promise<void> {
	const since = request.dispatchedAt ?? request.requestedAt;
	const { repository, repositoryId, externalId } = request.workflow;
	await mark(request.id, { status: "checking" });
	const runs = await listDispatchedRuns(client, repository.slug, {
		workflowId: Number(externalId),
		since: new Date(since.getTime() - skewMs),
	});
	const claimed = await db().run.findMany({
		where: {
			repositoryId,
			externalId: { in: runs.map(({ id }) => BigInt(id)) },
			OR: [{ request: { isNot: null } }, { observedAt: { lt: since } }],
		},
		select: { externalId: true },
	});
	const taken = new Set(claimed.map((run) => Number(run.externalId)));
	const told = runs.find((run) => carriesRequest(run, request.id));
	if (told) return tie(client, request, told.id);
	const others = await idsOfOthers(request);
	const fits = runs.filter(
		(run) =>
			!taken.has(run.id) &&
			!others.some((id) => carriesRequest(run, id)) &&
			(run.head_branch === request.ref || run.head_sha === request.ref),
	);
	const earliest = fits.sort((a, b) => a.created_at.getTime() - b.created_at.getTime())[0];
	if (earliest) return tie(client, request, earliest.id);
	if (Date.now() - since.getTime() > patienceMs) {
		const detail =
			"GitHub did not confirm the run, and none has appeared. Nothing was started twice; ask for it again.";
		return mark(request.id, { status: "failed", failure: { code: "run.not-confirmed", detail } });
	}
	throw new Error(`the run of request ${request.id} has not shown up yet`);
}

/** Requests of the same workflow whose runs may look like this one's. */
async function idsOfOthers({ id, workflowId, requestedAt }: Request): Promise<string[]> {
	const since = new Date(requestedAt.getTime() - patienceMs - skewMs);
	const where = { workflowId, id: { not: id }, requestedAt: { gte: since } };
	return (await db().runRequest.findMany({ where, select: { id: true }, take: 500 })).map((other) => other.id);
}

async function tie(client: GitHubClient, request: Request, externalRunId: number): Promise<void> {
	const { repository } = request.workflow;
	const runId = await refreshRun(client, repository, externalRunId);
	if (!runId) throw new Error(`run ${externalRunId} of ${repository.slug} cannot be read yet`);
	await mark(request.id, { status: "started", runId });
	await transaction(async (tx) => {
		const { repositoryId, headSha } = await tx.run.findUniqueOrThrow({ where: { id: runId } });
		// Only now is it known what the run is for.
		if (request.operates) await linkRunToCommit(tx, { repositoryId, runId, headSha });
		await touch(tx, [`run:${runId}`]);
	});
}

async function mark(id: string, data: Prisma.RunRequestUncheckedUpdateInput): Promise<void> {
	await transaction(async (tx) => {
		await tx.runRequest.update({ where: { id }, data });
		await touch(tx, [`run-request:${id}`]);
	});
}
