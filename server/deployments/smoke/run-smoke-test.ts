import { setTimeout as sleep } from "node:timers/promises";
import { askService } from "#server/connectors/kubernetes/ask-service.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { labelName } from "#server/connectors/kubernetes/names.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { failDeployment } from "../internal/fail-deployment.ts";
import { changeableTarget, findPlace, type Target } from "../internal/find-place.ts";
import { type SmokeResult, type SmokeTest, smokeTestSchema } from "./schema.ts";

/** How often it is tried, how long each answer may take, and the time between. In all less than the job may take. */
const usual = { most: 5, timeoutMs: 10_000, pauseMs: 2_000 };
type Patience = typeof usual;
/** What says that the version is bad, rather than that nobody knows. */
const bad: SmokeResult["code"][] = ["wrong-status", "no-answer"];

/**
 * Tries a version that has just been rolled out, where its place asks for it: up to five requests, one of which must be answered
 * well. Otherwise the deployment has failed. Safe to repeat; a test that could not be made fails nothing.
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
	const result = await tryOften(test, changeableTarget(place), patience);
	await transaction(async (tx) => {
		const status = result.code === "passed" ? "passed" : "failed";
		const { count } = await tx.smokeRun.updateMany({
			where: { id: run.id, status: "running" },
			data: { status, result, finishedAt: new Date() },
		});
		if (count === 0) return;
		await recordEvent(tx, {
			type: "deployment.smoke-tested",
			actor: automation("observer"),
			subject: { kind: "deployment", id: deploymentId },
			serviceId: place.serviceId,
			teamId: place.service.ownerTeamId,
			data: { code: result.code, status: result.status, path: test.path, environment: place.environment.name },
		});
		const { path } = test;
		if (result.code === "wrong-status")
			await failDeployment(tx, deploymentId, { code: "smoke-test", status: result.status, path });
		if (result.code === "no-answer")
			await failDeployment(tx, deploymentId, { code: "smoke-test-silent", seconds: patience.timeoutMs / 1_000, path });
	});
}

/** The run of a deployment, made once and taken up again after a kill; null when it has ended. */
async function begin(deploymentId: string, test: SmokeTest): Promise<{ id: string } | null> {
	const known = await db().smokeRun.findFirst({ where: { deploymentId } });
	if (known) return known.status === "running" ? known : null;
	return db().smokeRun.create({ data: { deploymentId, status: "running", test } });
}

/** Ends a run that was killed and whose deployment is not watched any more, or whose place asks for none by now. */
async function cutShort(deploymentId: string): Promise<void> {
	const result: SmokeResult = { code: "cut-short", status: null, detail: null, attempts: 0 };
	await db().smokeRun.updateMany({
		where: { deploymentId, status: "running" },
		data: { status: "failed", result, finishedAt: new Date() },
	});
}

async function tryOften(test: SmokeTest, target: Target | null, patience: Patience): Promise<SmokeResult> {
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
	{ service, port, path }: SmokeTest & { service: string },
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
