import { AsyncLocalStorage } from "node:async_hooks";
import { db, type Transaction } from "./database.ts";
import { wakeSequencer } from "./live/wake.ts";

type CommitNote = (tx: Transaction, result: unknown) => Promise<void>;
const notes = new AsyncLocalStorage<CommitNote>();

/** Runs `work`; every transaction in it ends with `note`, which is told its result and commits or fails with it. */
export const notingCommits = <T>(note: CommitNote, work: () => Promise<T>): Promise<T> => notes.run(note, work);

/**
 * Runs `work` in one transaction and wakes the sequencer after its commit. No outside call belongs inside.
 * A serialization failure or deadlock (40001, 40P01) is tried again up to three times.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
	const note = notes.getStore();
	const noted = async (tx: Transaction) => {
		const result = await work(tx);
		await note?.(tx, result);
		return result;
	};
	for (let attempt = 1; ; attempt++) {
		try {
			const result = await db().$transaction(noted, { maxWait: 5_000, timeout: 15_000 });
			wakeSequencer();
			return result;
		} catch (error) {
			if (attempt >= 3 || !isRetryable(error)) throw error;
		}
	}
}

function isRetryable(error: unknown): boolean {
	const text = error instanceof Error ? error.message : "";
	const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
	return code === "P2034" || /40001|40P01|deadlock detected|could not serialize/.test(text);
}
