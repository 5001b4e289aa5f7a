/** A change of an item that matters to a burndown. */
export type BurndownChange = { at: Date; itemId: string; points: number; done: boolean; inSprint: boolean };
export type BurndownDay = { date: string; remaining: number; scope: number };

const dayMs = 86_400_000;

/**
 * Remaining and total points at the end of each day (UTC) from `startsAt` to `endsAt`, or to `now` when that is earlier.
 * `changes` are the items' states over time, in order. Pure.
 */
export function burndown(
	changes: BurndownChange[],
	sprint: { startsAt: Date; endsAt: Date },
	now: Date,
): BurndownDay[] {
	const days: BurndownDay[] = [];
	const state = new Map<string, BurndownChange>();
	const pending = [...changes];
	const last = Math.min(sprint.endsAt.getTime(), now.getTime());
	for (let day = startOfDay(sprint.startsAt); day <= last; day += dayMs) {
		const end = day + dayMs;
		while (pending[0] && pending[0].at.getTime() < end) {
			const change = pending.shift();
			if (change) state.set(change.itemId, change);
		}
		const inSprint = [...state.values()].filter((change) => change.inSprint);
		const scope = sum(inSprint);
		days.push({
			date: new Date(day).toISOString().slice(0, 10),
			remaining: sum(inSprint.filter(({ done }) => !done)),
			scope,
		});
	}
	return days;
}

const startOfDay = (at: Date) => Math.floor(at.getTime() / dayMs) * dayMs;
const sum = (changes: BurndownChange[]) => changes.reduce((points, change) => points + change.points, 0);
