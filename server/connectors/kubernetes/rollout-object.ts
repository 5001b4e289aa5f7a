import { z } from "zod";
import { conditionSchema, count, metadataSchema, specManager, type WorkloadObject } from "./objects.ts";
import type { RolloutStages, RolloutStep } from "./rollout-stages.ts";
import { exactHash, type PodTemplate, templateSchema } from "./template.ts";

const stepSchema = z.looseObject({
	setWeight: z.number().nullish(),
	pause: z.object({ duration: z.union([z.string(), z.number()]).nullish() }).nullish(),
	analysis: z.unknown().optional(),
	experiment: z.unknown().optional(),
	setCanaryScale: z.unknown().optional(),
});
const analysisSchema = z
	.object({ name: z.string().default(""), status: z.string().default(""), message: z.string().nullish() })
	.nullish();
/** What a Rollout takes its template from; Lazo follows Deployments only. */
const sourceSchema = z.object({
	kind: z.literal("Deployment"),
	name: z.string().min(1),
	scaleDown: z.string().nullish(),
});
const canarySchema = z.object({ steps: z.array(stepSchema).max(1_000).nullish() });

/** A Rollout of Argo Rollouts 1.0 or later. Source: argo-rollouts.readthedocs.io/en/stable/features/specification. */
const rolloutSchema = z.object({
	metadata: metadataSchema,
	spec: z.object({
		replicas: z.number().int().nullish(),
		paused: z.boolean().nullish(),
		progressDeadlineSeconds: z.number().int().nullish(),
		minReadySeconds: count,
		template: templateSchema.nullish(),
		workloadRef: sourceSchema.nullish(),
		strategy: z.object({ canary: canarySchema.nullish(), blueGreen: z.looseObject({}).nullish() }).prefault({}),
	}),
	status: z
		.object({
			observedGeneration: z.string().nullish(),
			/** Generation of the Deployment whose template was taken up last. */
			workloadObservedGeneration: z.string().nullish(),
			...{ replicas: count, updatedReplicas: count, readyReplicas: count, availableReplicas: count },
			phase: z.enum(["Progressing", "Paused", "Healthy", "Degraded"]).nullish().catch(null),
			message: z.string().default(""),
			abort: z.boolean().default(false),
			promoteFull: z.boolean().default(false),
			currentPodHash: z.string().default(""),
			stableRS: z.string().default(""),
			currentStepIndex: z.number().int().nullish(),
			pauseConditions: z.array(z.object({ reason: z.string(), startTime: z.iso.datetime({ offset: true }) })).nullish(),
			conditions: z.array(conditionSchema).nullish(),
			canary: z
				.object({
					weights: z.object({ canary: z.object({ weight: z.number().default(0) }) }).nullish(),
					currentStepAnalysisRunStatus: analysisSchema,
					currentBackgroundAnalysisRunStatus: analysisSchema,
				})
				.prefault({}),
			blueGreen: z
				.object({
					prePromotionAnalysisRunStatus: analysisSchema,
					postPromotionAnalysisRunStatus: analysisSchema,
				})
				.prefault({}),
		})
		.prefault({}),
});
type Rollout = z.infer<typeof rolloutSchema>;

const noTemplate: PodTemplate = { spec: { containers: [] } };
const hasTemplate = ({ spec }: Rollout) => Boolean(spec.template ?? spec.workloadRef);

/**
 * Reads an Argo Rollout; `parse` throws ZodError, also for one that takes its template from something else than a Deployment. One
 * that takes it from a Deployment has none of its own: see `withTemplateOf`.
 */
export const rolloutObjectSchema = rolloutSchema
	.refine(hasTemplate, "no template")
	.transform((rollout): WorkloadObject => {
		const { metadata, spec, status } = rollout;
		const template = spec.workloadRef ? noTemplate : (spec.template ?? noTemplate);
		// A text, unlike that of Kubernetes' own kinds.
		const observedGeneration = Number(status.observedGeneration) || 0;
		const current = observedGeneration >= metadata.generation;
		return {
			kind: "Rollout",
			uid: metadata.uid,
			namespace: metadata.namespace,
			name: metadata.name,
			resourceVersion: metadata.resourceVersion,
			labels: metadata.labels,
			annotations: metadata.annotations,
			generation: metadata.generation,
			observedGeneration,
			desired: spec.replicas ?? 1,
			total: status.replicas,
			updated: status.updatedReplicas,
			ready: status.readyReplicas,
			available: status.availableReplicas,
			paused: spec.paused ?? false,
			deadlineSeconds: spec.progressDeadlineSeconds ?? null,
			minReadySeconds: spec.minReadySeconds,
			conditions: status.conditions ?? [],
			template,
			exactHash: exactHash(template),
			updateRevision: (current && status.currentPodHash) || null,
			source: sourceOf(rollout),
			stages: stagesOf(rollout),
			manager: specManager(metadata),
			createdAt: metadata.creationTimestamp,
		};
	});

function sourceOf({ spec: { workloadRef }, status }: Rollout): WorkloadObject["source"] {
	if (!workloadRef) return null;
	const { name, scaleDown } = workloadRef;
	const observedGeneration = Number(status.workloadObservedGeneration) || 0;
	return { name, scaleDown: scaleDown || "never", observedGeneration, held: null };
}

function stagesOf({ spec, status }: Rollout): RolloutStages {
	const canary = spec.strategy.canary;
	const steps = (canary?.steps ?? []).map(stepOf);
	const step = steps.length > 0 ? Math.min(status.currentStepIndex ?? 0, steps.length) : null;
	const stable = status.stableRS !== "" && status.currentPodHash === status.stableRS;
	return {
		strategy: canary || !spec.strategy.blueGreen ? "canary" : "blue-green",
		phase: status.phase ?? "Progressing",
		message: status.message.slice(0, 1_000) || null,
		...{ steps, step, stable },
		weight: canary ? weightOf({ status, steps, step, stable }) : null,
		pauses: (status.pauseConditions ?? []).map(({ reason, startTime }) => ({ reason, since: startTime })),
		analysis: analysisOf(status),
		aborted: status.abort,
		promotedFull: status.promoteFull,
		podHash: status.currentPodHash,
	};
}

function stepOf({ setWeight, pause, analysis, experiment, setCanaryScale }: z.infer<typeof stepSchema>): RolloutStep {
	const none = { weight: null, duration: null };
	if (typeof setWeight === "number") return { ...none, kind: "weight", weight: setWeight };
	if (pause) {
		const { duration } = pause;
		return { ...none, kind: "pause", duration: typeof duration === "number" ? `${duration}s` : (duration ?? null) };
	}
	if (analysis) return { ...none, kind: "analysis" };
	if (experiment) return { ...none, kind: "experiment" };
	return { ...none, kind: setCanaryScale ? "scale" : "other" };
}

type Weighed = Pick<RolloutStages, "steps" | "step" | "stable"> & { status: Rollout["status"] };

/** What a traffic router was told; without one, what the last weight step before now asks for. */
function weightOf({ status, steps, step, stable }: Weighed): number {
	if (stable) return 100;
	if (status.abort) return 0;
	const told = status.canary.weights?.canary.weight;
	if (told !== undefined) return told;
	if (step === null) return 100;
	const passed = steps.slice(0, step + 1).filter(({ weight }) => weight !== null);
	return step >= steps.length ? 100 : (passed.at(-1)?.weight ?? 0);
}

function analysisOf({ canary, blueGreen }: Rollout["status"]): RolloutStages["analysis"] {
	const found =
		canary.currentStepAnalysisRunStatus ??
		canary.currentBackgroundAnalysisRunStatus ??
		blueGreen.postPromotionAnalysisRunStatus ??
		blueGreen.prePromotionAnalysisRunStatus;
	if (!found) return null;
	// What it has measured stands in an object of its own.
	return { name: found.name, status: found.status, message: found.message?.slice(0, 1_000) || null, metrics: [] };
}
