import type { Reader } from "#server/platform/database.ts";
import { freezeAt } from "./freeze-at.ts";

/** A freeze window at a moment that it covers. */
export type RunningFreeze = { name: string; reason: string; timeZone: string; until: Date };

/** The freeze of an environment that ends last of those running, or null. */
export async function findRunningFreeze(
	reader: Reader,
	environmentId: string,
	now: Date,
): Promise<RunningFreeze | null> {
	const windows = await reader.freezeWindow.findMany({ where: { environmentId, endedAt: null }, take: 200 });
	const running = windows.flatMap((window) => {
		const span = freezeAt(window, now);
		const { name, reason, timeZone } = window;
		return span ? [{ name, reason, timeZone, until: span.until }] : [];
	});
	return running.sort((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null;
}
