import { z } from "zod";
import { metadataSchema } from "./objects.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const amount = z
	.object({
		averageUtilization: z.number().nullish(),
		averageValue: z.union([z.string(), z.number()]).nullish(),
		value: z.union([z.string(), z.number()]).nullish(),
	})
	.nullish();
const named = z.object({ name: z.string().default("") }).nullish();
const sourceSchema = z
	.object({ name: z.string().optional(), metric: named, target: amount, current: amount })
	.nullish();
const metricSchema = z.looseObject({ type: z.string(), resource: sourceSchema, containerResource: sourceSchema });
const metrics = z.array(z.unknown()).nullish();
const conditionSchema = z.object({
	type: z.string(),
	status: z.string(),
	reason: z.string().default(""),
	message: z
		.string()
		.default("")
		.transform((text) => text.slice(0, 1_000)),
});

const objectSchema = z.object({
	metadata: metadataSchema,
	spec: z.object({
		scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
		minReplicas: z.number().int().nullish(),
		maxReplicas: z.number().int(),
		metrics,
	}),
	status: z
		.object({
			currentReplicas: z.number().int().nullish(),
			desiredReplicas: z.number().int().nullish(),
			lastScaleTime: time.nullish(),
			currentMetrics: metrics,
			conditions: z.array(conditionSchema).nullish(),
		})
		.prefault({}),
});

/** One metric: what it is called, what is aimed at and what is measured, as text with its unit; null when nothing is. */
export type AutoscalerMetric = { name: string; target: string | null; current: string | null };

/** A HorizontalPodAutoscaler (autoscaling/v2), trimmed to what Lazo needs; `parse` throws ZodError. */
export const autoscalerSchema = objectSchema.transform(({ metadata, spec, status }) => ({
	uid: metadata.uid,
	namespace: metadata.namespace,
	name: metadata.name,
	resourceVersion: metadata.resourceVersion,
	targetKind: spec.scaleTargetRef.kind,
	targetName: spec.scaleTargetRef.name,
	minReplicas: spec.minReplicas ?? 1,
	maxReplicas: spec.maxReplicas,
	current: status.currentReplicas ?? 0,
	desired: status.desiredReplicas ?? 0,
	lastScaleAt: status.lastScaleTime ?? null,
	conditions: status.conditions ?? [],
	metrics: metricsOf(spec.metrics ?? [], status.currentMetrics ?? []),
}));
export type AutoscalerObject = z.output<typeof autoscalerSchema>;

function metricsOf(wanted: unknown[], measured: unknown[]): AutoscalerMetric[] {
	const now = new Map(measured.flatMap(read).map(({ name, current }) => [name, textOf(current)]));
	return wanted
		.slice(0, 20)
		.flatMap(read)
		.map(({ name, target }) => ({ name, target: textOf(target), current: now.get(name) ?? null }));
}

/** The source of a metric stands under the name of its type: resource, pods, object, external, containerResource. */
function read(metric: unknown) {
	const parsed = metricSchema.safeParse(metric).data;
	if (!parsed) return [];
	const key = parsed.type.charAt(0).toLowerCase() + parsed.type.slice(1);
	const source = sourceSchema.safeParse(parsed[key]).data;
	if (!source) return [];
	return [{ name: source.name ?? source.metric?.name ?? parsed.type, target: source.target, current: source.current }];
}

function textOf(value: z.output<typeof amount>): string | null {
	if (value?.averageUtilization != null) return `${value.averageUtilization}%`;
	return String(value?.averageValue ?? value?.value ?? "") || null;
}
