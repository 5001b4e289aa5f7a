import { pool } from "../database.ts";

type Shared = { timer?: NodeJS.Timeout; here?: () => void };
const key = Symbol.for("lazo.wake");
const global = globalThis as { [key]?: Shared };
global[key] ??= {};
const shared: Shared = global[key];

/** The channel that says "something was committed". It carries nothing; readers look at the tables. */
export const committedChannel = "lazo_committed";

/**
 * Says, at most every 15 ms, that something was committed. Outside the transaction on purpose:
 * NOTIFY inside one takes a global lock at commit. A lost notice costs one polling interval.
 */
export function wakeSequencer(): void {
	if (shared.timer) return;
	// Taken now: asked for later it would open the catalog again in a process that has just closed it.
	const current = pool();
	shared.timer = setTimeout(() => {
		delete shared.timer;
		if (shared.here) shared.here();
		else current.query(`notify ${committedChannel}`).catch(() => {});
	}, 15).unref();
}

/** Says it to a sequencer of this process instead, without the way through the database. Returns how to end that. */
export function onCommitHere(wake: () => void): () => void {
	shared.here = wake;
	return () => {
		if (shared.here === wake) delete shared.here;
	};
}
