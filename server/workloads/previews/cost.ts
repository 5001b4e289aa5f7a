import { readQuantity } from "#server/connectors/kubernetes/read-quantity.ts";
import type { PodTemplate } from "#server/connectors/kubernetes/template.ts";
import { config } from "#server/platform/config/load.ts";
import type { PreviewCost, PreviewSettings } from "./schema.ts";

const hourMs = 3_600_000;
const gib = 1024 ** 3;

/** Prices of an hour: of a core, of a GiB. */
export type Prices = { cpu: number; memory: number; currency: string };

/** The installation's prices, or those of a rule that has its own. */
export function pricesOf(settings?: Pick<PreviewSettings, "cpuPrice" | "memoryPrice">): Prices {
	const { PREVIEW_CPU_PRICE, PREVIEW_MEMORY_PRICE, PREVIEW_CURRENCY } = config();
	return {
		cpu: settings?.cpuPrice ?? PREVIEW_CPU_PRICE,
		memory: settings?.memoryPrice ?? PREVIEW_MEMORY_PRICE,
		currency: PREVIEW_CURRENCY,
	};
}

/** Cores and GiB that a pod of a template requests; a limit stands in for a missing request, as in Kubernetes. Pure. */
export function requestsOf(template: PodTemplate): { cpu: number; memory: number } {
	const sum = (name: "cpu" | "memory") =>
		template.spec.containers.reduce((total, container) => total + (requested(container, name) ?? 0), 0);
	return { cpu: sum("cpu"), memory: sum("memory") / gib };
}

function requested(container: object, name: string): number | null {
	const resources = inside(container, "resources");
	const asked = inside(inside(resources, "requests"), name) ?? inside(inside(resources, "limits"), name);
	return typeof asked === "string" || typeof asked === "number" ? readQuantity(asked) : null;
}

const inside = (value: unknown, name: string): unknown =>
	typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

type Priced = { perHour: number; spent: number; pricedFrom: Date | null; endsAt: Date; endedAt: Date | null };

/** What was spent until a moment. Pure. */
export function spentAt({ perHour, spent, pricedFrom, endedAt }: Priced, at: Date): number {
	if (!pricedFrom) return spent;
	const until = Math.min(at.getTime(), endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
	return spent + (perHour * Math.max(0, until - pricedFrom.getTime())) / hourMs;
}

/** What a preview costs: so far, a day, and by its end if nobody ends it before. Pure. */
export function costOf(preview: Priced, now: Date, currency: string): PreviewCost {
	const running = preview.pricedFrom !== null && preview.endedAt === null;
	const end = new Date(Math.max(preview.endsAt.getTime(), now.getTime()));
	return {
		soFar: spentAt(preview, now),
		perDay: running ? preview.perHour * 24 : 0,
		untilEnd: spentAt(preview, running ? end : now),
		currency,
	};
}
