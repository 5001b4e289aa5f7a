import { isDeepStrictEqual } from "node:util";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import type { JobObject } from "#server/connectors/kubernetes/job-object.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { log } from "#server/platform/log.ts";
import { repeat } from "#server/platform/repeat.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../../prisma/generated/client.ts";
import { findPlace } from "../internal/find-place.ts";
import { cutShort, endSmokeRun } from "./end-smoke-run.ts";
import { ensureJob } from "./ensure-job.ts";
import { type JobEnd, judgeJob, tellJob } from "./judge-job.ts";
import { lookAtJob, readJobLog } from "./look-at-job.ts";
import { jobTestSchema, type SmokeJob, smokeJobSchema } from "./schema.ts";

const tickMs = 2_000;
const minuteMs = 60_000;
/** A cluster that is away gets so much longer than the test, until nobody waits for it any more. */
const awayMs = 2 * minuteMs;
const include = { deployment: { include: { environment: true } } } as const satisfies Prisma.SmokeRunInclude;
type Row = Prisma.SmokeRunGetPayload<{ include: typeof include }>;

/** Makes and follows the Jobs that try new versions, every two seconds, until the lease is lost. */
export async function tickSmokeJobs(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs: tickMs, failed: "following smoke jobs failed" }, () => followSmokeJobs(new Date()));
}

/** One round over all that run; one whose cluster is away holds up no other. Safe to repeat. */
export async function followSmokeJobs(now: Date): Promise<void> {
	const rows = await db().smokeRun.findMany({
		where: { status: "running", job: { not: Prisma.AnyNull } },
		include,
		orderBy: { startedAt: "asc" },
		take: 100,
	});
	await Promise.all(
		rows.map((row) =>
			followOne(row, now).catch((error: Error) =>
				log.warn({ deployment: row.deploymentId, error: error.message }, "following a smoke job failed"),
			),
		),
	);
}

async function followOne(row: Row, now: Date): Promise<void> {
	const { id: runId, deployment, deploymentId, startedAt } = row;
	const test = jobTestSchema.safeParse(row.test).data;
	const job = smokeJobSchema.safeParse(row.job).data;
	if (deployment.status !== "watching" || !test || !job) return cutShort(deploymentId);
	const place = await findPlace(db(), deployment.serviceId, deployment.environment.name);
	const lateMs = now.getTime() - startedAt.getTime() - test.minutes * minuteMs;
	const end = (how: JobEnd, seen: SmokeJob) =>
		endSmokeRun({ runId, deploymentId, place }, tellJob(how, seen, test.minutes));
	try {
		const cluster = clusterOf(job.connectionId);
		const found = await ensureJob(cluster, { deployment, place, test, job });
		if ("code" in found) return await end(found, job);
		const { seen, how } = await lookOnce(cluster, { job: { ...job, uid: found.uid }, found, late: lateMs >= 0 }, row);
		if (how) await end(how, seen);
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		if (lateMs >= awayMs) await end({ code: "cluster-away", why: error.message }, job);
	}
}

type Found = { job: SmokeJob; found: JobObject; late: boolean };

async function lookOnce(cluster: Cluster, { job, found, late }: Found, row: Row) {
	const { lost, ...pod } = await lookAtJob(cluster, job, row.deploymentId);
	const how = judgeJob(found, { lost, ...pod }, late);
	const lines = how && pod.pod && pod.started ? await readJobLog(cluster, job.namespace, pod.pod) : job.lines;
	const seen = { ...job, ...pod, lines };
	await keep(row, seen);
	return { seen, how };
}

/** Writes down what was seen, when it is something new. */
async function keep({ id, deploymentId, job: before }: Row, job: SmokeJob): Promise<void> {
	if (isDeepStrictEqual(smokeJobSchema.safeParse(before).data, job)) return;
	await transaction(async (tx) => {
		await tx.smokeRun.updateMany({ where: { id, status: "running" }, data: { job } });
		await touch(tx, [`deployment:${deploymentId}`]);
	});
}
