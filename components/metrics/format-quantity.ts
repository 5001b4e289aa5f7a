import type { SizedResource } from "#server/metrics/sizing/schema.ts";

const Mi = 1024 ** 2;

/** Cores and bytes as they are written in a manifest: "50m", "1.5", "64Mi", "2Gi". */
export function formatQuantity(resource: SizedResource, value: number): string {
	if (resource === "cpu") return value < 1 ? `${Math.max(1, Math.round(value * 1_000))}m` : String(round(value));
	return value >= 1024 * Mi ? `${round(value / 1024 / Mi)}Gi` : `${Math.ceil(value / Mi)}Mi`;
}

const round = (value: number) => Math.round(value * 100) / 100;
