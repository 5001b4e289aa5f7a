import { z } from "zod";
import { count, metadataSchema } from "./objects.ts";
import type { AnalysisMetric } from "./rollout-stages.ts";

const mostMetrics = 20;
const metricSchema = z.object({
	name: z.string(),
	phase: z.string().default("Pending"),
	message: z.string().nullish(),
	...{ count, failed: count, error: count },
	measurements: z.array(z.object({ value: z.string().nullish(), message: z.string().nullish() })).nullish(),
});

/** An AnalysisRun of Argo Rollouts; `parse` throws ZodError. Source: argo-rollouts.readthedocs.io/en/stable/features/analysis. */
export const analysisRunSchema = z
	.object({
		metadata: metadataSchema,
		status: z.object({ metricResults: z.array(metricSchema).nullish() }).prefault({}),
	})
	.transform(({ metadata, status }) => ({
		uid: metadata.uid,
		namespace: metadata.namespace,
		name: metadata.name,
		ownerUid: metadata.ownerReferences?.find(({ controller }) => controller)?.uid ?? null,
		metrics: (status.metricResults ?? []).slice(0, mostMetrics).map(metricOf),
	}));
export type AnalysisRunObject = z.output<typeof analysisRunSchema>;

function metricOf({ name, phase, message, measurements, ...counts }: z.infer<typeof metricSchema>): AnalysisMetric {
	const last = measurements?.at(-1);
	return {
		...{ name, phase, measured: counts.count, failed: counts.failed, errors: counts.error },
		value: last?.value?.slice(0, 200) || null,
		message: (message || last?.message)?.slice(0, 500) || null,
	};
}
