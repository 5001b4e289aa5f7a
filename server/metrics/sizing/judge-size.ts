import type { Sized, SizedResource } from "./schema.ts";

export const leastHours = 24;
/** Room above what is usual (CPU can wait a moment) or highest (memory cannot). */
const headroom = 1.25;
const nearLimit = 0.9;
const farAbove = 2;

const smallest: Record<SizedResource, number> = { cpu: 0.01, memory: 16 * 1024 ** 2 };
const grain: Record<SizedResource, number> = { cpu: 0.01, memory: 8 * 1024 ** 2 };

type Numbers = Pick<Sized, "resource" | "request" | "limit" | "highest" | "usual" | "hours">;

/** What the use of a resource says about its request and limit; nothing while it was watched for less than a day. Pure. */
export function judgeSize(numbers: Numbers): Pick<Sized, "verdict" | "suggested"> {
	const { resource, request, limit, highest, usual, hours } = numbers;
	if (hours < leastHours) return { verdict: "too-few", suggested: null };
	const needed = roundUp(resource, (resource === "cpu" ? usual : highest) * headroom);
	if (resource === "memory" && limit !== null && highest > limit * nearLimit)
		return { verdict: "near-limit", suggested: roundUp(resource, highest * 1.5) };
	if (request === null) return { verdict: "no-request", suggested: needed };
	if (request < (resource === "cpu" ? usual : highest)) return { verdict: "under", suggested: needed };
	if (request >= needed * farAbove) return { verdict: "over", suggested: needed };
	return { verdict: "fits", suggested: null };
}

function roundUp(resource: SizedResource, value: number): number {
	const step = grain[resource];
	// A hair above a step is noise of the arithmetic, not use.
	const rounded = Math.ceil(value / step - 1e-9) * step;
	return Math.max(smallest[resource], resource === "cpu" ? Number(rounded.toFixed(3)) : rounded);
}
