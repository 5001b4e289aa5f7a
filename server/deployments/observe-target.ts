import { mainContainer } from "#server/connectors/kubernetes/template.ts";
import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { followRollout } from "./internal/follow-rollout.ts";
import { keepRevisions } from "./internal/keep-revisions.ts";
import { noteExternalChange } from "./internal/note-external-change.ts";
import { savePlace } from "./internal/save-place.ts";
import type { TargetObservation } from "./internal/target-observation.ts";

/**
 * Takes in what the cluster shows of a workload: keeps its templates for ever, tells changes that Lazo did not make, moves the
 * rollout under way on, and says what runs. Idempotent; in the caller's transaction.
 */
export async function observeTarget(tx: Transaction, seen: TargetObservation): Promise<void> {
	const { serviceId, environmentId, connectionId, workload } = seen;
	// One at a time per place: the job that writes and two clusters that report must not overtake each other.
	const place = await tx.serviceEnvironment.upsert({
		where: { serviceId_environmentId: { serviceId, environmentId } },
		create: { serviceId, environmentId },
		update: { observedAt: seen.now },
	});
	const { namespace, kind, name } = workload;
	const key = { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } };
	const container = mainContainer(workload.template)?.name ?? "";
	const target = await tx.deploymentTarget.upsert({
		where: key,
		create: { serviceEnvironmentId: place.id, connectionId, namespace, kind, name, container },
		update: { serviceEnvironmentId: place.id },
	});
	const current = await keepRevisions(tx, target, seen);
	await noteExternalChange(tx, { seen, target, templateId: current.id, back: current.back });
	await followRollout(tx, seen, current.id);
	const changed = await savePlace(tx, place.id, seen);
	await touch(tx, [
		`service:${serviceId}`,
		`service-environment:${place.id}`,
		...(changed ? ["service-environments"] : []),
	]);
}

/** A workload is gone from the cluster: it carries the service no more. Its revisions go with it only when nothing else is left. */
export async function forgetTarget(
	tx: Transaction,
	{ connectionId, namespace, kind, name }: { connectionId: string; namespace: string; kind: string; name: string },
): Promise<void> {
	const target = await tx.deploymentTarget.findUnique({
		where: { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } },
		include: { serviceEnvironment: true },
	});
	if (!target) return;
	const { id, serviceId } = target.serviceEnvironment;
	await tx.serviceEnvironment.update({
		where: { id },
		data: { status: "unknown", runningDigest: null, runningSince: null, desired: 0, ready: 0 },
	});
	await touch(tx, [`service:${serviceId}`, `service-environment:${id}`, "service-environments"]);
}
