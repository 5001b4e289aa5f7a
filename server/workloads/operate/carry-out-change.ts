import { changeBounds } from "#server/connectors/kubernetes/change-bounds.ts";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { type Operation, operateWorkload } from "#server/connectors/kubernetes/operate-workload.ts";
import { readWorkload, type WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import { automation } from "#server/platform/actor.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma, WorkloadChange } from "../../../prisma/generated/client.ts";
import { writeConfiguration } from "../configuration/write-configuration.ts";
import { promoteRollout } from "./promote-rollout.ts";
import { boundsSchema, pointSchema } from "./schema.ts";

const mostTries = 10;
/** A cluster that is away for so long ends the change: a person should look before it is made after all. */
const giveUpMs = 10 * 60_000;
const kinds = ["Rollout", "Deployment", "StatefulSet", "DaemonSet"] as const;

/**
 * Carries out a requested change. Safe to repeat: a restart carries the time of its request, the rest sets a state. What the
 * cluster refuses ends the change with its words; whatever else goes wrong is tried again (it throws), for ten minutes.
 */
export async function carryOutChange(changeId: string): Promise<void> {
	const change = await db().workloadChange.findUnique({ where: { id: changeId } });
	if (change?.status !== "requested") return;
	try {
		await write(change);
	} catch (error) {
		if (error instanceof Problem) return refuse(change, error);
		const failure = failureOf(error);
		const mayHelp = !(error instanceof KubernetesError) || error.transient || error.code === "conflict";
		// A change that never ends would hold up every later one of its workload.
		if (mayHelp && Date.now() - change.requestedAt.getTime() < giveUpMs) throw error;
		if (!(error instanceof KubernetesError))
			log.error({ change: changeId, error: error instanceof Error ? error.stack : String(error) }, "a change failed");
		await transaction((tx) => end(tx, change, { status: "failed", failure, undoAt: null }));
		return;
	}
	await transaction((tx) => end(tx, change, { status: "done" }));
}

/** What was found out only in the cluster speaks against the change; trying again would not help. */
const refuse = (change: WorkloadChange, { code, message, params }: Problem) =>
	transaction((tx) => end(tx, change, { status: "failed", failure: { ...params, code, message }, undoAt: null }));

/** What is told of an error; what is not the cluster's word stays in the log. */
function failureOf(error: unknown): NonNullable<Ending["failure"]> {
	if (!(error instanceof KubernetesError)) return { code: "internal", verb: "", resource: "", message: "" };
	const { code, verb, resource, message, refusal } = error;
	return { code: `cluster-${code}`, verb, resource, message, ...refusal };
}

async function write(change: WorkloadChange): Promise<void> {
	if (change.action === "configure") return writeConfiguration(clusterOf(change.connectionId), change);
	const kind = kinds.find((one) => one === change.kind);
	if (!kind) throw new Error(`a ${change.kind} cannot be operated`);
	const cluster = clusterOf(change.connectionId);
	if (change.action === "bounds") {
		const { autoscaler, min, max } = boundsSchema.parse(change.after);
		return changeBounds(cluster, { namespace: change.namespace, name: autoscaler }, { min, max });
	}
	const ref: WorkloadRef = { kind, namespace: change.namespace, name: change.name };
	for (let attempt = 1; ; attempt++) {
		try {
			await writeOnce(cluster, ref, change);
			return;
		} catch (error) {
			if (!(error instanceof KubernetesError && error.code === "conflict") || attempt >= mostTries) throw error;
		}
	}
}

async function writeOnce(cluster: Cluster, ref: WorkloadRef, change: WorkloadChange): Promise<void> {
	const { action } = change;
	if (action === "promote" || action === "promote-full")
		return promoteRollout(cluster, ref, { action, point: pointSchema.parse(change.after) });
	const { resourceVersion } = await readWorkload(cluster, ref);
	await operateWorkload(cluster, ref, { operation: operationOf(change), resourceVersion });
}

function operationOf({ action, after, requestedAt }: WorkloadChange): Operation {
	switch (action) {
		case "restart":
			return { action, at: requestedAt };
		case "scale":
			return { action, replicas: replicasIn(after) };
		case "pause":
		case "resume":
			return { action };
		default:
			throw new Error(`there is no action "${action}"`);
	}
}

/** The number of pods in a stored state. */
export function replicasIn(state: unknown): number {
	if (typeof state === "object" && state !== null && "replicas" in state && typeof state.replicas === "number")
		return state.replicas;
	throw new Error("the stored change names no number of pods");
}

type Ending = {
	status: "done" | "failed";
	failure?: Prisma.InputJsonObject & { code: string; message: string };
	undoAt?: null;
};

async function end(tx: Transaction, change: WorkloadChange, ending: Ending): Promise<void> {
	const { count } = await tx.workloadChange.updateMany({
		where: { id: change.id, status: "requested" },
		data: { ...ending, doneAt: new Date(), sealedValue: null },
	});
	if (count === 0) return;
	if (change.undoOfId && ending.status === "done")
		await tx.workloadChange.update({ where: { id: change.undoOfId }, data: { status: "undone", undoAt: null } });
	await recordEvent(tx, {
		type: `workload.change-${ending.status}`,
		actor: automation("operator"),
		subject: { kind: "workload-change", id: change.id },
		serviceId: change.serviceId,
		data: { action: change.action, name: change.name, ...ending.failure },
	});
}
