import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { tendPreview } from "./tend-preview.ts";

const everyMs = 2_000;
const mostAtOnce = 500;

/** Tends every preview that has not ended until `signal` aborts; what hurries has its own job. */
export async function tickPreviews(signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		await tickOnce(signal).catch((error: Error) => log.warn({ error: error.message }, "tending previews failed"));
		await sleep(everyMs, undefined, { signal }).catch(() => {});
	}
}

async function tickOnce(signal: AbortSignal): Promise<void> {
	const open = await db().preview.findMany({
		where: { status: { not: "ended" }, OR: [{ retryAt: null }, { retryAt: { lte: new Date() } }] },
		select: { id: true },
		orderBy: { requestedAt: "asc" },
		take: mostAtOnce,
	});
	for (const { id } of open) {
		if (signal.aborted) return;
		await tendPreview(id).catch((error: Error) =>
			log.warn({ preview: id, error: error.message }, "a preview could not be tended; trying again"),
		);
	}
}
