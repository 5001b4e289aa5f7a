import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { repeat } from "#server/platform/repeat.ts";
import { tendPreview } from "./tend-preview.ts";

const everyMs = 2_000;
const mostAtOnce = 500;
/** Clusters that are looked after at once; each takes a connection to Postgres for its lock. */
const lanes = 3;
const slowMs = 4_000;

/** Tends every preview that has not ended until `signal` aborts; what hurries has its own job. */
export async function tickPreviews(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs, failed: "tending previews failed" }, () => tickOnce(signal));
}

async function tickOnce(signal: AbortSignal): Promise<void> {
	const open = await db().preview.findMany({
		where: { status: { not: "ended" }, OR: [{ retryAt: null }, { retryAt: { lte: new Date() } }] },
		select: { id: true, connectionId: true },
		orderBy: { requestedAt: "asc" },
		take: mostAtOnce,
	});
	const byCluster = Map.groupBy(open, ({ connectionId }) => connectionId).values();
	await Promise.all(Array.from({ length: lanes }, () => tendInTurn(byCluster, signal)));
}

/** Takes one cluster's previews after the other's. A cluster that keeps Lazo waiting is not asked again in this round. */
async function tendInTurn(byCluster: Iterable<{ id: string }[]>, signal: AbortSignal): Promise<void> {
	for (const previews of byCluster)
		for (const { id } of previews) {
			if (signal.aborted) return;
			const began = Date.now();
			await tendPreview(id).catch((error: Error) =>
				log.warn({ preview: id, error: error.message }, "a preview could not be tended; trying again"),
			);
			if (Date.now() - began > slowMs) break;
		}
}
