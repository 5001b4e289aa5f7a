import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { mainContainer, revisionIn } from "#server/connectors/kubernetes/template.ts";
import { forgetTarget, observeTarget } from "#server/deployments/observe-target.ts";
import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import { previewLabel } from "../previews/preview-names.ts";
import { withAnalysis } from "./analysis-store.ts";
import { type ClusterState, podsOf, refusalKey, replicaSetsOf } from "./cluster-state.ts";
import { ensureEnvironment } from "./ensure-environment.ts";
import { essenceOf, fingerprintOf } from "./essence.ts";
import { byUid, type Written, workloadsKeys } from "./flush-pods.ts";
import { matchServices } from "./match-service.ts";
import { savePods } from "./save-pods.ts";
import { isTemplateSource, workloadIn } from "./template-sources.ts";

/**
 * Brings the tables in step with a workload and its pods, in one transaction. `before` is what the last such call returned, so that
 * pods which are the same are left alone. Returns what was written; null when the workload is gone.
 */
export async function ingestWorkload(
	connectionId: string,
	state: ClusterState,
	{ uid, before }: { uid: string; before: Written | undefined },
): Promise<Written | null> {
	const seen = workloadIn(state, uid);
	const essence = essenceOf(state, uid);
	if (!seen || !essence) {
		// Its template is gone, its pods are not.
		const headless = state.workloads.get(uid);
		await (headless ? loseTemplate(connectionId, headless) : forgetWorkload(connectionId, uid));
		return null;
	}
	const workload = withAnalysis(state, seen);
	const pods = podsOf(state, uid);
	const replicaSets = replicaSetsOf(state, uid);
	const now = new Date();
	return transaction(async (tx) => {
		// A preview runs beside the environments, whatever its namespace says.
		const isPreview = previewLabel in workload.labels;
		const environment = isPreview ? null : await ensureEnvironment(tx, state.namespaces.get(workload.namespace));
		const [match = null] = await matchServices(tx, [workload]);
		const { id, previousHash } = await saveWorkload(tx, workload, {
			connectionId,
			serviceId: match?.serviceId ?? null,
			matchedBy: match?.by ?? null,
			environment: environment?.name ?? null,
			fingerprint: fingerprintOf(essence, pods),
			now,
		});
		await tx.pod.deleteMany({ where: { workloadId: id, uid: { notIn: pods.map((pod) => pod.uid) } } });
		const changed = pods.filter((pod) => before?.pods.get(pod.uid) !== pod);
		await savePods(
			tx,
			changed.map((pod) => ({ pod, workloadId: id })),
			{ connectionId, now },
		);
		await touch(tx, workloadsKeys(match?.service));
		const written = { workloadId: id, service: match?.service ?? null, place: null, essence, pods: byUid(pods) };
		if (!match || !environment || isTemplateSource(state, workload)) return written;
		const { serviceId } = match;
		const environmentId = environment.id;
		const refused = state.refusals.get(refusalKey(workload)) ?? null;
		await observeTarget(tx, {
			...{ connectionId, serviceId, environmentId, workload, replicaSets, pods, refused, previousHash, now },
		});
		return { ...written, place: `${serviceId} ${environmentId}` };
	});
}

type Matched = {
	connectionId: string;
	serviceId: string | null;
	matchedBy: string | null;
	environment: string | null;
	fingerprint: string;
	now: Date;
};

async function saveWorkload(tx: Transaction, workload: WorkloadObject, matched: Matched) {
	const { connectionId, serviceId, matchedBy, environment, fingerprint, now } = matched;
	const { namespace, kind, name } = workload;
	const key = { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } };
	const before = await tx.workload.findUnique({
		where: key,
		select: { templateHash: true, uid: true, deletedAt: true },
	});
	const { uid, labels, generation, observedGeneration, desired, updated, ready, available, paused, minReadySeconds } =
		workload;
	const columns = {
		...{ uid, labels, desired, updated, ready, available, paused, serviceId, matchedBy, environment, fingerprint },
		minReadySeconds,
		generation: BigInt(generation),
		observedGeneration: BigInt(observedGeneration),
		image: mainContainer(workload.template)?.image ?? null,
		revision: revisionIn(workload.annotations),
		conditions: workload.conditions,
		templateHash: workload.exactHash,
		changeCause: workload.annotations["kubernetes.io/change-cause"] ?? null,
		createdAt: workload.createdAt,
		observedAt: now,
		deletedAt: null,
	};
	const row = await tx.workload.upsert({
		where: key,
		create: { connectionId, namespace, kind, name, ...columns },
		update: columns,
		select: { id: true },
	});
	const samePast = before !== null && before.uid === uid && before.deletedAt === null;
	return { id: row.id, previousHash: samePast ? before.templateHash : null };
}

/** A Rollout whose Deployment is gone: what is to run there is not known until it comes back. */
async function loseTemplate(connectionId: string, { namespace, kind, name, source }: WorkloadObject): Promise<void> {
	log.warn(
		{ namespace, name, deployment: source?.name },
		"a Rollout takes its template from a Deployment that is not there",
	);
	await transaction((tx) => forgetTarget(tx, { connectionId, namespace, kind, name }));
}

async function forgetWorkload(connectionId: string, uid: string): Promise<void> {
	await transaction(async (tx) => {
		const gone = await tx.workload.findFirst({
			where: { connectionId, uid, deletedAt: null },
			include: { service: { select: { name: true } } },
		});
		if (!gone) return;
		await tx.workload.update({ where: { id: gone.id }, data: { deletedAt: new Date(), ready: 0, available: 0 } });
		await tx.pod.deleteMany({ where: { workloadId: gone.id } });
		await forgetTarget(tx, gone);
		await touch(tx, workloadsKeys(gone.service?.name));
	});
}
