import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { labelName, subdomainName } from "./schema.ts";

/** An Application of Argo CD or a Kustomization of Flux: what brings a Git repository to the cluster. */
export type DeliveryRef = { kind: "argocd" | "flux"; namespace: string; name: string };

/** How the last try went, and since when it ran; a later commit is not what it tried. Null without one, and while one is under way. */
export type Delivery = { ok: boolean; at: Date; message: string } | null;

/** So many failed tries of one sync are no hiccup. */
const failedTries = 2;

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const applicationSchema = z.object({
	status: z
		.object({
			operationState: z
				.object({
					...{ phase: z.string(), message: z.string().default(""), startedAt: time, finishedAt: time.nullish() },
					retryCount: z.number().int().nullish(),
				})
				.nullish(),
		})
		.nullish(),
});
const conditionSchema = z.object({
	...{ type: z.string(), status: z.string(), reason: z.string().default("") },
	...{ message: z.string().default(""), lastTransitionTime: time },
});
const kustomizationSchema = z.object({
	status: z.object({ conditions: z.array(conditionSchema).default([]) }).nullish(),
});

/** Reads how a delivery stands. Throws KubernetesError. Sources: argo-cd.readthedocs.io (Application), fluxcd.io (Kustomization v1). */
export async function readDelivery(cluster: Cluster, { kind, namespace, name }: DeliveryRef): Promise<Delivery> {
	const [group, plural] =
		kind === "argocd" ? ["argoproj.io/v1alpha1", "applications"] : ["kustomize.toolkit.fluxcd.io/v1", "kustomizations"];
	const resource = `${plural}.${group.split("/")[0]}`;
	const path = `/apis/${group}/namespaces/${labelName.parse(namespace)}/${plural}/${subdomainName.parse(name)}`;
	const answer = await cluster.call({ verb: "get", resource, path });
	const read = kind === "argocd" ? ofApplication(answer) : ofKustomization(answer);
	if (read !== undefined) return read;
	throw new KubernetesError({
		code: "unreadable",
		verb: "get",
		resource,
		message: `${resource} ${name} cannot be read.`,
	});
}

function ofApplication(answer: unknown): Delivery | undefined {
	const parsed = applicationSchema.safeParse(answer);
	if (!parsed.success) return undefined;
	const last = parsed.data.status?.operationState;
	if (!last?.finishedAt) return null;
	// Between two tries of one sync the phase stays "Running", for minutes; one may fail for a moment's sake.
	const triesAgain = last.phase === "Running" && (last.retryCount ?? 0) >= failedTries;
	if (!triesAgain && !["Succeeded", "Failed", "Error"].includes(last.phase)) return null;
	return { ok: last.phase === "Succeeded", at: last.startedAt, message: last.message };
}

function ofKustomization(answer: unknown): Delivery | undefined {
	const parsed = kustomizationSchema.safeParse(answer);
	if (!parsed.success) return undefined;
	const ready = parsed.data.status?.conditions.find(({ type }) => type === "Ready");
	if (!ready || ready.status === "Unknown") return null;
	// A health check that runs out of time says nothing that the pods do not say better.
	const failed = ready.status === "False" && ready.reason !== "HealthCheckFailed";
	return { ok: !failed, at: ready.lastTransitionTime, message: ready.message };
}
