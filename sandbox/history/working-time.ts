export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

function isWeekend(time: number): boolean {
	return [0, 6].includes(new Date(time).getUTCDay());
}

/** Moves a time into working hours: 8 to 17 h UTC of the same day, of the Friday before where that is a weekend. */
export function inWorkingHours(time: number): number {
	let midnight = Math.floor(time / day) * day;
	const share = (time - midnight) / day;
	while (isWeekend(midnight)) midnight -= day;
	return Math.round(midnight + (8 + 9 * share) * hour);
}

/** Nine o'clock UTC on the last working day that is at least `days` days before a time. */
export function workingMorningBefore(time: number, days: number): number {
	let midnight = Math.floor(time / day) * day - days * day;
	while (isWeekend(midnight)) midnight -= day;
	return midnight + 9 * hour;
}

export function iso(time: number): string {
	return new Date(time).toISOString();
}
