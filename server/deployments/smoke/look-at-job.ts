import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { lastWarningOf } from "#server/connectors/kubernetes/last-warning-of.ts";
import { listLabelled } from "#server/connectors/kubernetes/made-objects.ts";
import { type PodObject, podSchema } from "#server/connectors/kubernetes/pod-object.ts";
import { readLog } from "#server/connectors/kubernetes/read-log.ts";
import { cleanText } from "#server/platform/clean-text.ts";
import { secretRedactor } from "#server/platform/redact-secrets.ts";
import { smokeLabel } from "./job-body.ts";
import type { Seen } from "./judge-job.ts";
import type { SmokeJob } from "./schema.ts";

const mostLines = 20;
const longestLine = 300;
/** A key that begins before the kept lines is still known for one. */
const readLines = 200;

/** Looks for the pod of a smoke test's Job, and for why there is none. Throws KubernetesError. */
export async function lookAtJob(cluster: Cluster, job: SmokeJob, deploymentId: string): Promise<Seen> {
	const { namespace, name } = job;
	const held = await listLabelled(cluster, { kind: "Pod", namespace }, [smokeLabel, deploymentId]);
	const pods = held.flatMap((one) => podSchema.safeParse(one).data ?? []);
	const pod = pods.find(({ ownerUid }) => ownerUid === job.uid);
	if (pod) return seenOf(pod, job);
	const waiting = job.started ? null : await lastWarningOf(cluster, { kind: "Job", namespace, name });
	return { pod: null, started: job.started, waiting: waiting ?? job.waiting, exitCode: null, lost: null };
}

function seenOf({ name, containers, phase, reason, message }: PodObject, before: SmokeJob): Seen {
	const one = containers[0];
	const said = (why: string | null | undefined, words: string | null | undefined) =>
		why ? [why, words].filter(Boolean).join(": ").slice(0, 500) : null;
	return {
		pod: name,
		started: before.started || one?.state === "running" || one?.state === "terminated",
		waiting: one?.state === "waiting" ? (said(one.reason, one.message) ?? said(reason, message)) : null,
		exitCode: one?.exitCode ?? null,
		lost: phase === "Failed" ? said(reason, message) : null,
	};
}

/** The end of what the pod wrote, as inert text without what looks like a secret; why it cannot be read, instead. */
export async function readJobLog(cluster: Cluster, namespace: string, pod: string): Promise<string[]> {
	try {
		const asked = { namespace, pod, container: "smoke-test", previous: false, tail: readLines };
		const redact = secretRedactor();
		return (await readLog(cluster, asked))
			.split("\n")
			.filter(Boolean)
			.map((line) => redact(cleanText(line.replace(/^\d{4}-\d\d-\d\dT\S+ /, ""))).slice(0, longestLine))
			.slice(-mostLines);
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		return [error.message.slice(0, longestLine)];
	}
}
