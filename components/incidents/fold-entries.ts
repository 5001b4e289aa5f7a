import type { TimelineEntry } from "#server/incidents/schema.ts";

export type FoldedEntry = TimelineEntry & { /** How many such events this line stands for. */ count: number };

/** Alerts of one name that follow each other become one line: a storm of hundreds is read as one. */
export function foldEntries(entries: readonly TimelineEntry[]): FoldedEntry[] {
	const folded: FoldedEntry[] = [];
	for (const entry of entries) {
		const last = folded.at(-1);
		const same = last?.type === entry.type && last.subject.kind === "alert" && last.data.name === entry.data.name;
		if (last && same) last.count += 1;
		else folded.push({ ...entry, count: 1 });
	}
	return folded;
}
