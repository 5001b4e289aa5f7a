import { RRuleTemporal } from "rrule-temporal";

/** A window as it is stored: local start `YYYY-MM-DDTHH:MM` in `timeZone`, length in minutes, RRULE without DTSTART or null. */
export type Freeze = { timeZone: string; startsAt: string; minutes: number; rule: string | null };

const minuteMs = 60_000;

/** The occurrence of a window that covers a moment, or null. Summer time is the zone's: a window at 18:00 stays at 18:00. */
export function freezeAt(freeze: Freeze, at: Date): { from: Date; until: Date } | null {
	const start = ruleOf(freeze).previous(at, true);
	if (!start) return null;
	const span = spanFrom(start.epochMilliseconds, freeze.minutes);
	return span.until > at ? span : null;
}

/** The next occurrence that begins after a moment, or null when there is none. */
export function nextFreeze(freeze: Freeze, after: Date): { from: Date; until: Date } | null {
	const start = ruleOf(freeze).next(after);
	return start ? spanFrom(start.epochMilliseconds, freeze.minutes) : null;
}

/** Throws an Error in English when zone, start or rule cannot be read. */
function ruleOf({ timeZone, startsAt, rule }: Omit<Freeze, "minutes">): RRuleTemporal {
	const start = `${startsAt.replaceAll(/[-:]/g, "")}00`;
	return new RRuleTemporal({ rruleString: `DTSTART;TZID=${timeZone}:${start}\nRRULE:${rule ?? "FREQ=DAILY;COUNT=1"}` });
}

const spanFrom = (start: number, minutes: number) => ({
	from: new Date(start),
	until: new Date(start + minutes * minuteMs),
});
