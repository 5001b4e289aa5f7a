import { fromPrisma, type JobWithMetadata, PgBoss, type SendOptions } from "pg-boss";
import type { z } from "zod";
import { config } from "./config/load.ts";
import type { Transaction } from "./database.ts";
import { db } from "./database.ts";
import { log } from "./log.ts";

/** A queue: its name, the form of its payload and how its jobs are retried. */
export type Queue<T> = {
	name: string;
	payload: z.ZodType<T>;
	options: { retryLimit: number; retryDelay: number; retryBackoff: boolean; expireInSeconds: number };
};

type QueueInit<T> = { name: string; payload: z.ZodType<T>; retryLimit?: number; expireInSeconds?: number };

/** Defines a queue; jobs are retried with growing pauses and end in FailedJob when nothing helps. */
export function defineQueue<T>({ name, payload, retryLimit = 8, expireInSeconds = 60 }: QueueInit<T>): Queue<T> {
	return { name, payload, options: { retryLimit, retryDelay: 1, retryBackoff: true, expireInSeconds } };
}

const key = Symbol.for("lazo.boss");
const shared = globalThis as { [key]?: Promise<PgBoss> };

/** Starts the queue of this process. `supervise` belongs to the worker alone. */
export function startJobs(supervise: boolean): Promise<PgBoss> {
	shared[key] ??= (async () => {
		const boss = new PgBoss({
			connectionString: config().DATABASE_URL,
			max: supervise ? 4 : 2,
			migrate: false,
			createSchema: false,
			supervise,
			schedule: supervise,
			useListenNotify: supervise,
			reindex: false,
			connectionTimeoutMillis: 5_000,
		});
		boss.on("error", (error: Error) => log.warn({ error: error.message }, "job queue"));
		await boss.start();
		return boss;
	})();
	return shared[key];
}

export async function stopJobs(): Promise<void> {
	const boss = await shared[key];
	delete shared[key];
	await boss?.stop({ graceful: true, timeout: 10_000 });
}

type EnqueueOptions = Pick<SendOptions, "singletonKey" | "startAfter" | "priority">;

/** Enqueues in the transaction: no commit, no job. A `singletonKey` lets one waiting job stand for many. */
export async function enqueue<T extends object>(
	tx: Transaction,
	queue: Queue<T>,
	job: { data: T } & EnqueueOptions,
): Promise<void> {
	const boss = await startJobs(false);
	const { data, ...options } = job;
	await boss.send(queue.name, queue.payload.parse(data), { ...queue.options, ...options, db: fromPrisma(tx) });
}

/** What a handler learns beside its payload. */
export type JobContext = { id: string; attempt: number; signal: AbortSignal };

/** How many jobs of a queue are worked at once in a worker process. */
const atOnce = 4;
/** Notices wake workers; one of them also looks by itself, for retries that fall due and for notices that were lost. */
const backstopSeconds = { first: 3, others: 60 };

/**
 * Works a queue. A payload that does not parse goes to FailedJob at once; an error is retried, the last one recorded there.
 * A killed worker's job comes back when it expires.
 */
export async function workQueue<T extends object>(
	queue: Queue<T>,
	handler: (data: T, context: JobContext) => Promise<void>,
): Promise<void> {
	const boss = await startJobs(true);
	await boss.createQueue(queue.name, { ...queue.options, notify: true });
	for (let index = 0; index < atOnce; index++) {
		let self = "";
		self = await boss.work(
			queue.name,
			{
				...{ includeMetadata: true, batchSize: 1, pollingIntervalSeconds: 2 },
				notifyPollingIntervalSeconds: index === 0 ? backstopSeconds.first : backstopSeconds.others,
			},
			async ([job]) => {
				try {
					if (job) await workJob(queue, handler, job);
				} finally {
					// A notice that came meanwhile woke nobody: look again before sleeping.
					boss.notifyWorker(self);
				}
			},
		);
	}
}

async function workJob<T extends object>(
	queue: Queue<T>,
	handler: (data: T, context: JobContext) => Promise<void>,
	job: JobWithMetadata<unknown>,
): Promise<void> {
	const parsed = queue.payload.safeParse(job.data);
	if (!parsed.success)
		return buryJob(queue.name, job, `unreadable payload: ${parsed.error.issues[0]?.message ?? "unknown"}`);
	try {
		await handler(parsed.data, { id: job.id, attempt: job.retryCount + 1, signal: job.signal });
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		log.warn({ queue: queue.name, job: job.id, attempt: job.retryCount + 1, error: reason }, "job failed");
		if (job.retryCount >= queue.options.retryLimit) return buryJob(queue.name, job, reason);
		throw error;
	}
}

async function buryJob(queue: string, job: { id: string; data: unknown }, reason: string): Promise<void> {
	const data = typeof job.data === "object" && job.data !== null ? job.data : {};
	await db().failedJob.upsert({
		where: { jobId: job.id },
		create: { queue, jobId: job.id, data, reason },
		update: { reason },
	});
}
