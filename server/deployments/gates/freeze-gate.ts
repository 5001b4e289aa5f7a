import { freezeAt } from "../freezes/freeze-at.ts";
import type { JudgedGate } from "./gate.ts";

/** No freeze window of the environment is running. Passing it over is the break-glass way. */
export const freezeGate: JudgedGate = {
	code: "not-frozen",
	weight: () => "block",
	find: async ({ reader, place, now }) => {
		const windows = await reader.freezeWindow.findMany({
			where: { environmentId: place.environmentId, endedAt: null },
			take: 200,
		});
		const running = windows
			.map((window) => ({ window, span: freezeAt(window, now) }))
			.filter(({ span }) => span !== null)
			.sort((a, b) => (b.span?.until.getTime() ?? 0) - (a.span?.until.getTime() ?? 0))[0];
		if (!running?.span) return { passes: true };
		const { name, reason, timeZone } = running.window;
		return { passes: false, params: { name, why: reason, until: running.span.until.toISOString(), timeZone } };
	},
};
