import { db } from "#server/platform/database.ts";

const batch = 5_000;

/** What is not kept for ever: one statement each, which deletes at most so many rows. */
const purges: ((limit: number) => Promise<number>)[] = [
	// The newest one stays: by its position a reader who was away too long sees that it missed something.
	(limit) => db().$executeRaw`
		delete from "LiveChange" where id in (
			select id from "LiveChange" where at < now() - interval '1 hour'
				and position < (select max(position) from "LiveChange") order by at limit ${limit})`,
	(limit) => db().$executeRaw`
		delete from "ClusterEvent" where id in (
			select id from "ClusterEvent" where "lastAt" < now() - interval '7 days' order by "lastAt" limit ${limit})`,
	// A delivery that was never taken in stays until somebody has looked at it.
	(limit) => db().$executeRaw`
		delete from "WebhookDelivery" where id in (
			select id from "WebhookDelivery" where "receivedAt" < now() - interval '30 days' and "processedAt" is not null
			order by "receivedAt" limit ${limit})`,
	(limit) => db().$executeRaw`
		delete from "IdempotencyKey" where id in (
			select id from "IdempotencyKey" where "createdAt" < now() - interval '24 hours' order by "createdAt" limit ${limit})`,
];

/**
 * Deletes live changes older than an hour, cluster events not seen for 7 days, webhook deliveries taken in more than 30 days
 * ago and answers kept for an Idempotency-Key for a day, in small batches until none is left or `signal` aborts. Returns how many rows went.
 */
export async function purgeOldRows(signal: AbortSignal, limit = batch): Promise<number> {
	let gone = 0;
	for (const purge of purges) {
		for (let deleted = limit; deleted === limit && !signal.aborted; ) {
			deleted = await purge(limit);
			gone += deleted;
		}
	}
	return gone;
}
