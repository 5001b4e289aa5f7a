import { setTimeout as pause } from "node:timers/promises";
import { log } from "./log.ts";

/** `failed` is what the log says of a round that did not work. */
type Rounds = { everyMs: number; failed: string };

/** Does a round, and another one so long after its end, until `signal` aborts. One that fails is logged; the next comes all the same. */
export async function repeat(
	signal: AbortSignal,
	{ everyMs, failed }: Rounds,
	round: () => Promise<unknown>,
): Promise<void> {
	while (!signal.aborted) {
		await round().catch((error: Error) => log.warn({ error: error.message }, failed));
		await pause(everyMs, undefined, { signal }).catch(() => {});
	}
}
