import type { Alert } from "#server/incidents/schema.ts";

/**
 * One line per occurrence: several Alertmanagers may date one alert differently, and what overlaps is the same.
 * Begun with the earliest, over with the last. Newest first, firing ones before.
 */
export function oneByOccurrence(alerts: readonly Alert[]): Alert[] {
	const merged: Alert[] = [];
	for (const alert of [...alerts].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))) {
		const index = merged.findLastIndex(
			(one) => keyOf(one) === keyOf(alert) && (one.endsAt === null || one.endsAt >= alert.startsAt),
		);
		const known = merged[index];
		if (!known) merged.push(alert);
		else merged[index] = { ...known, endsAt: later(known.endsAt, alert.endsAt), seen: known.seen + alert.seen };
	}
	return merged.sort((a, b) => {
		if ((a.endsAt === null) !== (b.endsAt === null)) return a.endsAt === null ? -1 : 1;
		return a.startsAt < b.startsAt ? 1 : -1;
	});
}

/** Labels are what makes an alert the same one. */
const keyOf = ({ labels }: Alert) => JSON.stringify(Object.entries(labels).sort());

const later = (a: string | null, b: string | null) => (a === null || b === null ? null : a > b ? a : b);
