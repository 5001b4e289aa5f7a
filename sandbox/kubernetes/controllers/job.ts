import { kindOf } from "../objects/kinds.ts";
import type { Condition, Job, Pod } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { timestamp } from "../registry/cluster.ts";
import { deleteObject } from "../registry/delete-object.ts";
import type { Add, Controller } from "./controller.ts";
import { defineController, keyOf, ownerKey, splitKey } from "./controller.ts";
import { createPod, deletePod } from "./create-pod.ts";
import { isActive, isReady } from "./pod-state.ts";
import { recordEvent } from "./record-event.ts";

const component = "job-controller";

/** How a Job ends; undefined while it goes on. */
type End = { type: "Complete" | "Failed"; reason: string; message: string };

function endOf({ spec, status }: Job, pods: Pod[], now: number): End | undefined {
	const failed = pods.filter((pod) => pod.status.phase === "Failed").length;
	if (pods.some((pod) => pod.status.phase === "Succeeded"))
		return { type: "Complete", reason: "CompletionsReached", message: "Reached expected number of succeeded pods" };
	if (failed > spec.backoffLimit)
		return { type: "Failed", reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" };
	const message = "Job was active longer than specified deadline";
	return dueInMs(Date.parse(status?.startTime ?? ""), spec.activeDeadlineSeconds, now) === 0
		? { type: "Failed", reason: "DeadlineExceeded", message }
		: undefined;
}

/** Milliseconds until so long after a moment; undefined without a limit. */
const dueInMs = (since: number, seconds: number | undefined, now: number) =>
	seconds === undefined || Number.isNaN(since) ? undefined : Math.max(0, since + seconds * 1000 - now);

const finalOf = ({ status }: Job) =>
	status?.conditions?.find(({ type, status: said }) => said === "True" && (type === "Complete" || type === "Failed"));

function reconcile(cluster: Cluster, key: string, add: Add): void {
	const { namespace, name } = splitKey(key);
	const job = cluster.store.get("jobs.batch", namespace, name);
	if (!job || job.metadata.deletionTimestamp) return;
	const final = finalOf(job);
	if (final) {
		expire(cluster, job, { final, add });
		return;
	}
	const pods = podsOf(cluster, job);
	const end = endOf(job, pods, Date.now());
	if (end) for (const pod of pods.filter(isActive)) deletePod(cluster, job, { pod, component });
	else if (!pods.some(isActive))
		createPod(cluster, { owner: job, template: job.spec.template, component, labels: marks(job) });
	writeStatus(cluster, job, end);
	const startTime = Date.parse(job.status?.startTime ?? timestamp());
	const due = dueInMs(startTime, job.spec.activeDeadlineSeconds, Date.now());
	if (!end && due !== undefined) add(key, due + 20);
}

const podsOf = (cluster: Cluster, { metadata }: Job): Pod[] =>
	cluster.store
		.list("pods", metadata.namespace)
		.filter((pod) => pod.metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === metadata.uid));

const marks = ({ metadata: { name, uid } }: Job) => ({
	...{ "batch.kubernetes.io/job-name": name, "batch.kubernetes.io/controller-uid": uid },
	...{ "job-name": name, "controller-uid": uid },
});

/** A Job that has ended is kept as long as it says. */
function expire(cluster: Cluster, job: Job, { final, add }: { final: Condition; add: Add }): void {
	const due = dueInMs(Date.parse(final.lastTransitionTime ?? ""), job.spec.ttlSecondsAfterFinished, Date.now());
	const { namespace, name } = job.metadata;
	if (due === 0)
		deleteObject(cluster, { kind: kindOf("jobs.batch"), namespace, name }, { propagationPolicy: "Background" });
	else if (due !== undefined) add(keyOf(job), due + 20);
}

function writeStatus(cluster: Cluster, job: Job, end: End | undefined): void {
	const pods = podsOf(cluster, job);
	const active = end ? [] : pods.filter(isActive);
	const ended = (phase: string) => pods.filter((pod) => pod.status.phase === phase).length;
	const now = timestamp();
	const conditions: Condition[] = end ? [{ ...end, status: "True", lastTransitionTime: now }] : [];
	cluster.store.put("jobs.batch", {
		...job,
		status: {
			startTime: job.status?.startTime ?? now,
			...(active.length > 0 ? { active: active.length } : {}),
			...(ended("Succeeded") > 0 ? { succeeded: ended("Succeeded") } : {}),
			...(ended("Failed") > 0 ? { failed: ended("Failed") } : {}),
			ready: active.filter(isReady).length,
			...(end?.type === "Complete" ? { completionTime: now } : {}),
			...(conditions.length > 0 ? { conditions } : {}),
		},
	});
	if (!end) return;
	const good = end.type === "Complete";
	const told = good ? { reason: "Completed", message: "Job completed" } : end;
	recordEvent(cluster, job, {
		type: good ? "Normal" : "Warning",
		reason: told.reason,
		message: told.message,
		component,
	});
}

/** Runs each Job's pod, one at a time and once, until it has succeeded, failed too often or taken too long. */
export function jobController(cluster: Cluster): Controller {
	return defineController(cluster, {
		kind: "jobs.batch",
		concerns: (change) => {
			if (change.key === "jobs.batch") return [keyOf(change.object)];
			return change.key === "pods" ? ownerKey(change.object, "Job") : [];
		},
		reconcile: (key, add) => reconcile(cluster, key, add),
	});
}
