import { createHash } from "node:crypto";

/** A number from 0 to 1 that is always the same for the same text. */
export function chance(text: string): number {
	return createHash("sha256").update(text).digest().readUInt32BE() / 0xffffffff;
}

/** Gives out dates that only ever grow: each some days before `now`, by day within working hours. */
export function growingDates(now: Date): (daysAgo: number, what: string) => Date {
	let last = 0;
	return (daysAgo, what) => {
		const wanted = new Date(now.getTime() - daysAgo * 86_400_000);
		if (daysAgo > 2) wanted.setUTCHours(8 + Math.floor(chance(what) * 9), Math.floor(chance(`${what}.`) * 60));
		last = Math.max(last + (20 + Math.floor(chance(what) * 40)) * 60_000, wanted.getTime());
		return new Date(last);
	};
}
