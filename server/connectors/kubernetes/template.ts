import { createHash } from "node:crypto";
import { z } from "zod";

/** A pod template as the API gives it; only what Lazo looks at is named. */
export const templateSchema = z.looseObject({
	metadata: z
		.looseObject({
			labels: z.record(z.string(), z.string()).nullish(),
			annotations: z.record(z.string(), z.string()).nullish(),
		})
		.nullish(),
	spec: z.looseObject({
		containers: z.array(z.looseObject({ name: z.string(), image: z.string().default("") })).default([]),
	}),
});
export type PodTemplate = z.infer<typeof templateSchema>;

/** Annotation that ties a pod template and a workload to the deployment that wrote it. */
export const deploymentAnnotation = "lazo.dev/deployment";
export const restartAnnotation = "kubectl.kubernetes.io/restartedAt";
/** Fingerprint of the configuration that a template's pods were last started for. */
export const configurationAnnotation = "lazo.dev/configuration";
/** What the controllers of Deployments and of Rollouts mark the pods of one template with. */
const hashLabels = ["pod-template-hash", "rollouts-pod-template-hash"];
const revisionAnnotations = ["deployment.kubernetes.io/revision", "rollout.argoproj.io/revision"];

const firstOf = (names: string[], texts: Record<string, string>) =>
	names.map((name) => texts[name]).find((text) => text !== undefined) ?? null;

/** The hash of the template that a ReplicaSet or pod was made of, by its labels. */
export const podHashIn = (labels: Record<string, string>): string | null => firstOf(hashLabels, labels);

/** The revision of a workload or of its ReplicaSet, by its annotations. */
export const revisionIn = (annotations: Record<string, string>): number | null =>
	Number(firstOf(revisionAnnotations, annotations)) || null;

/** The template as a workload holds it: without the label that the ReplicaSet controller adds. */
export function bareTemplate(template: PodTemplate): PodTemplate {
	const { creationTimestamp: _, ...metadata } = template.metadata ?? {};
	const labels = { ...metadata.labels };
	for (const name of hashLabels) delete labels[name];
	return { ...template, metadata: { ...metadata, labels } };
}

/** Hash of the template to the letter: pods of equal hash are of one ReplicaSet. */
export const exactHash = (template: PodTemplate): string => hashOf(bareTemplate(template));

/** Hash of what runs: without marks of who deployed it, of restarts and of what they were for. Revisions are told apart by it. */
export function revisionHash(template: PodTemplate): string {
	const bare = bareTemplate(template);
	const annotations = { ...bare.metadata?.annotations };
	delete annotations[deploymentAnnotation];
	delete annotations[restartAnnotation];
	delete annotations[configurationAnnotation];
	return hashOf({ ...bare, metadata: { ...bare.metadata, annotations } });
}

const hashOf = (value: unknown): string => createHash("sha256").update(canonical(value)).digest("hex").slice(0, 40);

function canonical(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) => {
		if (inner === null) return undefined;
		if (typeof inner !== "object" || Array.isArray(inner)) return inner;
		const entries = Object.entries(inner).filter(([, one]) => !isEmpty(one));
		return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}

const isEmpty = (value: unknown) =>
	value === null || (typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0);

/** The container that carries the service: named by annotation-free convention, the one whose image Lazo changes. */
export function mainContainer(template: PodTemplate, preferred?: string): { name: string; image: string } | null {
	const { containers } = template.spec;
	return containers.find(({ name }) => name === preferred) ?? containers[0] ?? null;
}

/** The digest in an image reference or an imageID: "…@sha256:<64 hex>"; null when it names none. */
export const digestIn = (reference: string | null | undefined): string | null =>
	/sha256:[0-9a-f]{64}$/.exec(reference ?? "")?.[0] ?? null;
