import { randomUUID } from "node:crypto";
import type { ObservedAlert } from "#server/connectors/alertmanager/webhook.ts";

/** One report of one alert as it is kept: a fingerprint and a start, and an end once it has one. */
export type AlertRow = {
	id: string;
	name: string;
	fingerprint: string;
	startsAt: Date;
	endsAt: Date | null;
	incidentId: string | null;
	serviceId: string | null;
};
/** A row with what a batch of reports did to it. */
export type BookedAlert = AlertRow & {
	report: ObservedAlert | null;
	fresh: boolean;
	wasOpen: boolean;
	told: number;
	moved: boolean;
};
export type AlertBook = Map<string, BookedAlert>;

/** An Alertmanager that lists an alert so long after its end says that it goes on. */
const graceMs = 30_000;

const keyOf = (alert: { fingerprint: string; startsAt: Date }) => `${alert.fingerprint} ${alert.startsAt.getTime()}`;

/** A book of what is known. */
export const openBook = (rows: AlertRow[]): AlertBook =>
	new Map(
		rows.map((row) => [
			keyOf(row),
			{ ...row, report: null, fresh: false, wasOpen: row.endsAt === null, told: 0, moved: false },
		]),
	);

/**
 * Books a report. A row is a fingerprint with its start, its end the earliest that was told: so reports may come in any order,
 * many times and from several Alertmanagers, and the book is the same. `askedAt` is set when the alert was listed as firing then.
 */
export function bookReport(book: AlertBook, report: ObservedAlert, askedAt: Date | null): void {
	const endsAt = report.endsAt && new Date(Math.max(report.endsAt.getTime(), report.startsAt.getTime()));
	const row = book.get(keyOf(report));
	if (!row) {
		const { name, fingerprint, startsAt } = report;
		const fresh = { id: randomUUID(), name, fingerprint, startsAt, endsAt, incidentId: null, serviceId: null };
		book.set(keyOf(report), { ...fresh, report, fresh: true, wasOpen: false, told: 0, moved: false });
		return;
	}
	row.told += 1;
	if (endsAt && (!row.endsAt || endsAt < row.endsAt)) {
		row.endsAt = endsAt;
		row.moved = true;
	} else if (!endsAt && row.endsAt && askedAt && askedAt.getTime() - row.endsAt.getTime() > graceMs) {
		row.endsAt = null;
		row.moved = true;
	}
}
