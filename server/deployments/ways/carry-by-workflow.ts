import { storedActor } from "#server/access/stored-actor.ts";
import { mainContainer } from "#server/connectors/kubernetes/template.ts";
import { writeRunRequest } from "#server/pipelines/dispatch/write-run-request.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { refuseChanged } from "../internal/apply-to-cluster.ts";
import { changeableTarget, type FoundPlace } from "../internal/find-place.ts";
import type { Carried } from "./carried.ts";
import { factsOf } from "./facts-of.ts";
import { imageFits } from "./image-fits.ts";
import { liveWorkload } from "./live-workload.ts";
import { mapInputs } from "./map-inputs.ts";
import { carrierOf, wayOf } from "./way-of.ts";

/** After its end, what a run did shows up in the cluster within this time, or it did nothing. */
const patienceMs = 30_000;

/**
 * Lets the service's workflow bring the version to the cluster: starts it once, then waits for its end and looks what the
 * cluster holds. Throws Problem `way-changed`, `workflow-gone`, `changed-meanwhile`, `run-not-started`, `run-failed`,
 * `run-changed-nothing`.
 */
export async function carryByWorkflow(deployment: Deployment, place: FoundPlace): Promise<Carried> {
	const carrier = carrierOf(deployment);
	if (!carrier) {
		await handOver(deployment, place);
		return { state: "waiting" };
	}
	const requestId = carrier.kind === "run" ? carrier.requestId : "";
	const request = await db().runRequest.findFirst({
		where: { id: requestId },
		include: { run: true, workflow: true },
	});
	const named = { workflow: request?.workflow.name ?? "" };
	if (!request || request.status === "failed") {
		const message = failureOf(request?.failure);
		throw conflict("run-not-started", "The run of the workflow was not started.", { ...named, message });
	}
	const { run } = request;
	if (run?.status !== "completed") return { state: "waiting" };
	const about = { ...named, number: run.number, runId: run.id };
	if (run.conclusion !== "success")
		throw conflict("run-failed", "The run of the workflow failed.", { ...about, conclusion: run.conclusion });
	const live = await liveWorkload(place);
	const image = mainContainer(live.template, changeableTarget(place)?.container)?.image ?? "";
	if (imageFits(image, deployment)) return { state: "applied", live };
	if (Date.now() - (run.completedAt ?? run.updatedAt).getTime() < patienceMs) return { state: "waiting" };
	throw conflict("run-changed-nothing", "The run ended well, but the cluster does not hold the version.", {
		...about,
		found: image,
	});
}

/** Asks for the run, once: the request and the word of it on the deployment are one transaction. */
async function handOver(deployment: Deployment, place: FoundPlace): Promise<void> {
	const way = wayOf(place);
	if (way.kind !== "workflow")
		throw conflict("way-changed", "Somebody chose another way to deploy since this was requested.");
	const workflow = await db().workflow.findUnique({
		where: { id: way.workflowId },
		include: { repository: true },
	});
	if (!workflow) throw invalid("workflow-gone", "The workflow that deploys this service does not exist any more.");
	const live = await liveWorkload(place);
	if (deployment.kind === "deploy") refuseChanged(live, deployment, changeableTarget(place)?.container ?? "");
	const inputs = mapInputs(way.inputs, await factsOf(deployment, place));
	const actor = await storedActor(deployment.actor);
	await transaction(async (tx) => {
		const waiting = { id: deployment.id, status: "applying" };
		const { count } = await tx.deployment.updateMany({ where: waiting, data: { status: "applying" } });
		if (count === 0) return;
		const requestId = await writeRunRequest(tx, actor, {
			...{ workflow, ref: way.ref, inputs, deploymentId: deployment.id },
		});
		await tx.deployment.update({ where: { id: deployment.id }, data: { carrier: { kind: "run", requestId } } });
		await touch(tx, [`deployment:${deployment.id}`]);
	});
}

function failureOf(failure: unknown): string {
	return typeof failure === "object" && failure !== null && "detail" in failure ? String(failure.detail) : "";
}
