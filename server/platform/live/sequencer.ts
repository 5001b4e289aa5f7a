import { db } from "../database.ts";

/** The channel that says "there are new positions". */
export const sequencedChannel = "lazo_sequenced";

/** Key of the advisory lock that makes the sequencer the only one. */
const lockKey = 7_120_501;
/** The most events, and the most live changes, that get a place at once. */
export const sequencerBatch = 2_000;

/** How many rows got a place now; `held` is false when another process was at it. */
export type Sequenced = { placed: number; held: boolean };

/**
 * Gives committed events and live changes their place in line, in one statement that only one process can be in.
 * Sequence numbers of rows are not commit order; these positions are.
 */
export async function sequenceOnce(): Promise<Sequenced> {
	const [done] = await db().$queryRaw<Sequenced[]>`
		select held, placed from lazo_sequence(${lockKey}::bigint, ${sequencerBatch}::int, ${sequencedChannel})`;
	return done ?? { placed: 0, held: false };
}
