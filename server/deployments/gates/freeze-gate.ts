import { findRunningFreeze } from "../freezes/find-running-freeze.ts";
import type { JudgedGate } from "./gate.ts";

/** No freeze window of the environment is running. Passing it over is the break-glass way. */
export const freezeGate: JudgedGate = {
	code: "not-frozen",
	weight: () => "block",
	find: async ({ reader, place, now }) => {
		const running = await findRunningFreeze(reader, place.environmentId, now);
		if (!running) return { passes: true };
		const { name, reason, timeZone, until } = running;
		return { passes: false, params: { name, why: reason, until: until.toISOString(), timeZone } };
	},
};
