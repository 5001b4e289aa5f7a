import { pool } from "../database.ts";

const key = Symbol.for("lazo.wake");
const shared = globalThis as { [key]?: NodeJS.Timeout };

/** The channel that says "something was committed". It carries nothing; readers look at the tables. */
export const committedChannel = "lazo_committed";

/**
 * Says, at most every 15 ms, that something was committed. Outside the transaction on purpose:
 * NOTIFY inside one takes a global lock at commit. A lost notice costs one polling interval.
 */
export function wakeSequencer(): void {
	if (shared[key]) return;
	// Taken now: asked for later it would open the catalog again in a process that has just closed it.
	const current = pool();
	shared[key] = setTimeout(() => {
		delete shared[key];
		current.query(`notify ${committedChannel}`).catch(() => {});
	}, 15).unref();
}
