const dayMs = 86_400_000;
const mostFormats = 500;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A date some days later, both `YYYY-MM-DD`. */
export const addDays = (date: string, days: number): string =>
	new Date(Date.parse(`${date}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/**
 * The instant of a local date (`YYYY-MM-DD`) and time (`HH:MM`) in an IANA zone. Of an hour that comes twice it is the first;
 * in an hour that is left out it is as much later. Throws RangeError for a zone that does not exist.
 */
export function instantOf(date: string, time: string, timeZone: string): Date {
	const wall = Date.parse(`${date}T${time}Z`);
	const before = offsetAt(timeZone, wall - dayMs);
	const after = offsetAt(timeZone, wall + dayMs);
	const fits = (offset: number) => offsetAt(timeZone, wall - offset) === offset;
	return new Date(wall - (!fits(before) && fits(after) ? after : before));
}

/** How far a zone's clocks are ahead of UTC at a moment, in ms. */
function offsetAt(timeZone: string, at: number): number {
	const parts = formatOf(timeZone).formatToParts(at);
	const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
	const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
	return local - Math.floor(at / 1_000) * 1_000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known) return known;
	const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
	const made = new Intl.DateTimeFormat("en", { ...numeric, second: "numeric", hourCycle: "h23", timeZone });
	// A zone is told in small and large letters alike, so there is no end to what may be asked for.
	if (formats.size >= mostFormats) formats.clear();
	formats.set(timeZone, made);
	return made;
}
