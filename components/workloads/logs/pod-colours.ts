import type { LogSource } from "#server/workloads/logs/schema.ts";
import { placeOf } from "./log-book.ts";

/** How a container is marked in the list: a colour of the series, and a short name that tells it from the others. */
export type PodMark = { colour: string; short: string; full: string };

/** Marks by container. Containers keep their mark while they are there; after eight the colours begin again. */
export function markPods(sources: readonly LogSource[], before: ReadonlyMap<string, PodMark>): Map<string, PodMark> {
	const marks = new Map(before);
	const many = new Set(sources.map(({ container }) => container)).size > 1;
	for (const source of sources) {
		const place = placeOf(source);
		if (marks.has(place)) continue;
		const { pod, container, previous } = source;
		const end = pod.slice(pod.lastIndexOf("-") + 1);
		marks.set(place, {
			colour: `var(--series-${(marks.size % 8) + 1})`,
			short: `${end}${many ? `/${container}` : ""}${previous ? " ↺" : ""}`,
			full: `${source.cluster} · ${source.namespace}/${pod}/${container}${previous ? " (previous)" : ""}`,
		});
	}
	return marks;
}
