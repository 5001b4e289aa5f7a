import { z } from "zod";
import { syncRepositoryQueue as catalogSyncQueue, discoverQueue } from "#server/catalog/sync/queues.ts";
import { jobShape, pullShape, runShape } from "#server/connectors/github/shapes.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Repository } from "../../../prisma/generated/client.ts";
import { observedJob, observedPull, observedRun } from "../ingest/observed.ts";
import { saveJobs } from "../ingest/save-jobs.ts";
import { savePullRequest } from "../ingest/save-pull-request.ts";
import { saveRun } from "../ingest/save-run.ts";
import { refreshRunQueue, syncQueue } from "../queues.ts";

const about = z.object({ repository: z.object({ id: z.number(), full_name: z.string() }) });
type Seen = { repository: Repository; payload: unknown; observedAt: Date };

/** What each event does, at once for speed where its payload carries a state, and by reading GitHub again where it does not. */
const handlers: Record<string, (tx: Transaction, seen: Seen) => Promise<void>> = {
	workflow_run: async (tx, { repository, payload, observedAt }) => {
		const { workflow_run: run } = z.object({ workflow_run: runShape }).parse(payload);
		await saveRun(tx, { repositoryId: repository.id, run: observedRun(run), observedAt });
		const commit = { repositoryId_sha: { repositoryId: repository.id, sha: run.head_sha } };
		const known = await tx.commit.findUnique({ where: commit, select: { id: true } });
		if (!known || run.status === "completed") await refresh(tx, repository.id, run.id);
	},
	workflow_job: async (tx, { repository, payload }) => {
		const { workflow_job: job } = z.object({ workflow_job: jobShape }).parse(payload);
		const key = { repositoryId_externalId: { repositoryId: repository.id, externalId: BigInt(job.run_id) } };
		const run = await tx.run.findUnique({ where: key, select: { id: true } });
		if (run) await saveJobs(tx, run.id, [observedJob(job)]);
		else await refresh(tx, repository.id, job.run_id);
	},
	pull_request: async (tx, { repository, payload, observedAt }) => {
		const { pull_request: pull } = z.object({ pull_request: pullShape }).parse(payload);
		await savePullRequest(tx, { repositoryId: repository.id, pull: observedPull(pull), observedAt });
		await readAgain(tx, repository.id, false);
	},
	push: async (tx, { repository, payload }) => {
		const { ref } = z.object({ ref: z.string() }).parse(payload);
		const isDefault = ref === `refs/heads/${repository.defaultBranch}`;
		await readAgain(tx, repository.id, isDefault);
		if (isDefault)
			await enqueue(tx, catalogSyncQueue, { data: { repositoryId: repository.id }, singletonKey: repository.id });
	},
	create: (tx, { repository }) => readAgain(tx, repository.id, false),
	delete: (tx, { repository }) => readAgain(tx, repository.id, false),
	repository: (tx) => enqueue(tx, discoverQueue, { data: { all: false }, singletonKey: "some" }),
};

const refresh = (tx: Transaction, repositoryId: string, externalId: number) =>
	enqueue(tx, refreshRunQueue, { data: { repositoryId, externalId }, singletonKey: `${externalId}` });

const readAgain = (tx: Transaction, repositoryId: string, full: boolean) =>
	enqueue(tx, syncQueue, { data: { repositoryId, full }, singletonKey: `${repositoryId} ${full}` });

/** Takes in a stored delivery, once. A payload that cannot be read is noted on the delivery; the reconcile reads the truth. */
export async function processDelivery(deliveryRowId: string): Promise<void> {
	const delivery = await db().webhookDelivery.findUnique({ where: { id: deliveryRowId } });
	if (!delivery || delivery.processedAt) return;
	const error = await takeIn(delivery).catch((problem: unknown) => {
		if (problem instanceof z.ZodError)
			return `unreadable: ${problem.issues[0]?.path.join(".")} ${problem.issues[0]?.message}`;
		throw problem;
	});
	await db().webhookDelivery.update({
		where: { id: deliveryRowId },
		data: { processedAt: new Date(), error: error ?? null },
	});
}

async function takeIn({
	event,
	payload,
	receivedAt,
}: {
	event: string;
	payload: unknown;
	receivedAt: Date;
}): Promise<string | null> {
	const { repository: named } = about.parse(payload);
	const repository = await db().repository.findUnique({ where: { externalId: BigInt(named.id) } });
	const handle = handlers[event];
	if (!repository || !handle) {
		await transaction((tx) => enqueue(tx, discoverQueue, { data: { all: false }, singletonKey: "some" }));
		return repository ? null : "repository not known yet";
	}
	await transaction((tx) => handle(tx, { repository, payload, observedAt: receivedAt }));
	return null;
}
