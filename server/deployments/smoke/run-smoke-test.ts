import { setTimeout as sleep } from "node:timers/promises";
import { askService } from "#server/connectors/kubernetes/ask-service.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { labelName } from "#server/connectors/kubernetes/schema.ts";
import { db } from "#server/platform/database.ts";
import { changeableTarget, findPlace, type Target } from "../internal/find-place.ts";
import { cutShort, endSmokeRun, type SmokeEnd } from "./end-smoke-run.ts";
import { type HttpTest, type SmokeResult, type SmokeTest, smokeTestSchema } from "./schema.ts";
import { startSmokeJob } from "./start-smoke-job.ts";
import { startSmokeRun } from "./start-smoke-run.ts";

/** How often it is tried, how long each answer may take, and the time between. In all less than the job may take. */
const usual = { most: 5, timeoutMs: 10_000, pauseMs: 2_000 };
type Patience = typeof usual;
/** What says that the version is bad, rather than that nobody knows. */
const bad: SmokeResult["code"][] = ["wrong-status", "no-answer"];

/**
 * Tries a version that has just been rolled out, where its place asks for it: up to five requests, one of which must be answered
 * well, or a workflow or a Job, which is started and followed. Otherwise the deployment has failed. Safe to repeat; a test that could not be
 * made fails nothing.
 */
export async function runSmokeTest(deploymentId: string, patience: Patience = usual): Promise<void> {
	const deployment = await db().deployment.findUnique({ where: { id: deploymentId }, include: { environment: true } });
	if (deployment?.kind !== "deploy") return;
	if (deployment.status !== "watching") return cutShort(deploymentId);
	const place = await findPlace(db(), deployment.serviceId, deployment.environment.name);
	const test = smokeTestSchema.safeParse(place.smokeTest).data;
	if (!test) return cutShort(deploymentId);
	const run = await begin(deploymentId, test);
	if (!run) return;
	if (test.kind === "workflow") return startSmokeRun(run.id, { deployment, place, test });
	if (test.kind === "job") return startSmokeJob(run.id, { deployment, place, test });
	const result = await tryOften(test, changeableTarget(place), patience);
	await endSmokeRun({ runId: run.id, deploymentId, place }, { result, ...outcomeOf(result, test, patience) });
}

function outcomeOf(
	{ code, status }: SmokeResult,
	{ path }: HttpTest,
	{ timeoutMs }: Patience,
): Pick<SmokeEnd, "told" | "failure"> {
	const told = { status, path };
	if (code === "wrong-status") return { told, failure: { code: "smoke-test", status, path } };
	if (code === "no-answer") return { told, failure: { code: "smoke-test-silent", seconds: timeoutMs / 1_000, path } };
	return { told, failure: null };
}

/** The run of a deployment, made once and taken up again after a kill; null when it has ended. */
async function begin(deploymentId: string, test: SmokeTest): Promise<{ id: string } | null> {
	const known = await db().smokeRun.findFirst({ where: { deploymentId } });
	if (known) return known.status === "running" ? known : null;
	return db().smokeRun.create({ data: { deploymentId, status: "running", test } });
}

async function tryOften(test: HttpTest, target: Target | null, patience: Patience): Promise<SmokeResult> {
	let result: SmokeResult = { code: "no-target", status: null, detail: null, attempts: 0 };
	const service = target && labelName.safeParse(test.service ?? target.name).data;
	if (!target || !service) return result;
	for (let attempt = 1; attempt <= patience.most; attempt++) {
		if (attempt > 1) await sleep(patience.pauseMs);
		result = { ...(await tryOnce({ ...test, service }, target, patience)), attempts: attempt };
		if (!bad.includes(result.code) && result.code !== "cluster-away") break;
	}
	return result;
}

async function tryOnce(
	{ service, port, path }: HttpTest & { service: string },
	{ connectionId, namespace }: Target,
	{ timeoutMs }: Patience,
): Promise<Omit<SmokeResult, "attempts">> {
	try {
		const wrong = await askService(clusterOf(connectionId), { namespace, service, port, path, timeoutMs });
		return wrong ? { code: "wrong-status", ...wrong } : { code: "passed", status: null, detail: null };
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		const { status, message: detail } = error;
		if (!error.transient || status !== null) return { code: "not-allowed", status, detail };
		// Nothing came: it is the service that keeps silent when the cluster itself answers.
		return { code: (await isThere(connectionId)) ? "no-answer" : "cluster-away", status, detail };
	}
}

const isThere = (connectionId: string): Promise<boolean> =>
	clusterOf(connectionId)
		.call({ verb: "get", resource: "version", path: "/version", timeoutMs: 5_000 })
		.then(
			() => true,
			() => false,
		);
