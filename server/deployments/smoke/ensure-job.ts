import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { type JobObject, readJob } from "#server/connectors/kubernetes/job-object.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { findObject, makeObject } from "#server/connectors/kubernetes/made-objects.ts";
import { readWorkload } from "#server/connectors/kubernetes/read-workload.ts";
import { servesKind } from "#server/connectors/kubernetes/serves-kind.ts";
import { Problem } from "#server/platform/errors.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { changeableTarget, type FoundPlace, refOf } from "../internal/find-place.ts";
import { factsOf } from "../ways/facts-of.ts";
import { jobBody, smokeLabel } from "./job-body.ts";
import type { JobEnd } from "./judge-job.ts";
import type { JobTest, SmokeJob } from "./schema.ts";

type Tried = { deployment: Deployment; place: FoundPlace; test: JobTest; job: SmokeJob };

/**
 * The Job of a deployment: read, or made when there is none and never was one. Its name is the deployment's, so that it is made once,
 * however often somebody was killed in between. Throws KubernetesError for a cluster that does not answer now.
 */
export async function ensureJob(cluster: Cluster, tried: Tried): Promise<JobObject | JobEnd> {
	const { deployment, job } = tried;
	const at = { kind: "Job" as const, namespace: job.namespace, name: job.name };
	try {
		const found = await findObject(cluster, at);
		if (!found && job.uid) return { code: "job-lost", why: `The Job ${job.name} was deleted.` };
		if (!found && !(await servesKind(cluster, "Job")))
			return { code: "job-not-served", why: "The cluster serves no Jobs (batch/v1)." };
		const held = found ?? (await makeObject(cluster, at, await bodyOf(cluster, tried)));
		if (held.metadata.labels[smokeLabel] === deployment.id) return readJob(held);
		return { code: "job-not-started", why: `A Job ${job.name} is there already, and not Lazo's.` };
	} catch (error) {
		if (error instanceof Problem && error.status < 500) return { code: "job-not-started", why: error.message };
		// Of two that make it at once one is told so; the next look finds it.
		if (!(error instanceof KubernetesError) || error.transient || error.code === "conflict") throw error;
		const { code, message, verb, resource } = error;
		return { code: code === "forbidden" ? "job-not-allowed" : "job-not-started", why: message, verb, resource };
	}
}

async function bodyOf(cluster: Cluster, { deployment, place, test }: Tried): Promise<object> {
	const target = changeableTarget(place);
	if (!target) throw new Problem({ status: 422, code: "no-target", detail: "The workload is gone." });
	const { template } = await readWorkload(cluster, refOf(target));
	return jobBody(deployment.id, {
		test,
		facts: await factsOf(deployment, place),
		template,
		container: target.container,
	});
}
