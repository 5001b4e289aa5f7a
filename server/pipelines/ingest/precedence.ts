const rank: Record<string, number> = { queued: 0, in_progress: 1, completed: 2 };

/** What decides which of two sightings of one run or job is the later state of it. */
export type Sighting = { attempt: number; status: string; updatedAt?: Date | null };

/**
 * Whether `next` tells a later state than `known`: a later attempt, else further on, else changed later.
 * It orders all sightings, so whatever order they arrive in, the same one stays.
 */
export function isLater(next: Sighting, known: Sighting): boolean {
	if (next.attempt !== known.attempt) return next.attempt > known.attempt;
	const [further, before] = [rank[next.status] ?? 0, rank[known.status] ?? 0];
	if (further !== before) return further > before;
	return (next.updatedAt?.getTime() ?? 0) > (known.updatedAt?.getTime() ?? 0);
}
