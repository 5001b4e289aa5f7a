import { setTimeout as sleep } from "node:timers/promises";
import { askService } from "#server/connectors/kubernetes/ask-service.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { failDeployment } from "../internal/fail-deployment.ts";
import { changeableTarget, findPlace, type Target } from "../internal/find-place.ts";
import { type SmokeResult, type SmokeTest, smokeTestSchema } from "./schema.ts";

const most = 5;
const pauseMs = 2_000;

/**
 * Tries a version that has just been rolled out, where its place asks for it: up to five requests, one of which must be answered
 * well. Otherwise the deployment has failed. Safe to repeat; a test that could not be made fails nothing.
 */
export async function runSmokeTest(deploymentId: string): Promise<void> {
	const deployment = await db().deployment.findUnique({ where: { id: deploymentId }, include: { environment: true } });
	if (deployment?.kind !== "deploy" || deployment.status !== "watching") return;
	const place = await findPlace(db(), deployment.serviceId, deployment.environment.name);
	const test = smokeTestSchema.safeParse(place.smokeTest).data;
	if (!test) return;
	const run = await begin(deploymentId, test);
	if (!run) return;
	const result = await tryOften(test, changeableTarget(place));
	const failed = result.code === "wrong-status";
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
		if (!failed) return;
		await failDeployment(tx, deploymentId, { code: "smoke-test", status: result.status, path: test.path });
	});
}

/** The run of a deployment, made once and taken up again after a kill; null when it has ended. */
async function begin(deploymentId: string, test: SmokeTest): Promise<{ id: string } | null> {
	const known = await db().smokeRun.findFirst({ where: { deploymentId } });
	if (known) return known.status === "running" ? known : null;
	return db().smokeRun.create({ data: { deploymentId, status: "running", test } });
}

async function tryOften(test: SmokeTest, target: Target | null): Promise<SmokeResult> {
	let result: SmokeResult = { code: "no-target", status: null, detail: null, attempts: 0 };
	if (!target) return result;
	for (let attempt = 1; attempt <= most; attempt++) {
		if (attempt > 1) await sleep(pauseMs);
		result = { ...(await tryOnce(test, target)), attempts: attempt };
		if (result.code === "passed" || result.code === "not-allowed") break;
	}
	return result;
}

async function tryOnce(
	test: SmokeTest,
	{ connectionId, namespace, name }: Target,
): Promise<Omit<SmokeResult, "attempts">> {
	const { port, path, service } = test;
	try {
		const bad = await askService(clusterOf(connectionId), { namespace, service: service ?? name, port, path });
		return bad ? { code: "wrong-status", ...bad } : { code: "passed", status: null, detail: null };
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		const code = error.transient && error.status === null ? "cluster-away" : "not-allowed";
		return { code, status: error.status, detail: error.message };
	}
}
