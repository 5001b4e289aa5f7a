import type { Transaction } from "#server/platform/database.ts";
import type { BookedAlert } from "./alert-book.ts";
import type { AlertPlace } from "./match-alert.ts";

type Context = { connectionId: string | null; places: Map<string, AlertPlace> };

/** Writes a book: new rows in one statement, what was told of known ones in another. The report is kept as a fact. */
export async function saveAlerts(
	tx: Transaction,
	rows: BookedAlert[],
	{ connectionId, places }: Context,
): Promise<void> {
	const now = new Date();
	await tx.alert.createMany({
		data: rows.flatMap((row) => {
			const { id, report, fresh, endsAt } = row;
			if (!fresh || !report) return [];
			const place = places.get(id);
			const payload = {
				...report,
				startsAt: report.startsAt.toISOString(),
				endsAt: report.endsAt?.toISOString() ?? null,
			};
			return {
				...report,
				id,
				connectionId,
				endsAt,
				lastSeenAt: now,
				seen: 1 + row.told,
				payload,
				serviceId: place?.service?.id ?? null,
				environmentId: place?.environment?.id ?? null,
			};
		}),
	});
	const known = rows.filter((row) => !row.fresh && row.told > 0);
	if (known.length === 0) return;
	await tx.$executeRaw`
		update "Alert" a set "endsAt" = told.ends, seen = a.seen + told.times, "lastSeenAt" = ${now},
			"connectionId" = coalesce(${connectionId}::uuid, a."connectionId")
		from unnest(${known.map(({ id }) => id)}::uuid[], ${known.map(({ endsAt }) => endsAt?.toISOString() ?? null)}::timestamptz[], ${known.map(({ told }) => told)}::int[]) as told(id, ends, times)
		where a.id = told.id`;
}
