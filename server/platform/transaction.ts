import { db, type Transaction } from "./database.ts";
import { wakeSequencer } from "./live/wake.ts";

/**
 * Runs `work` in one transaction and wakes the sequencer after its commit. No outside call belongs inside.
 * A serialization failure or deadlock (40001, 40P01) is tried again up to three times.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			const result = await db().$transaction(work, { maxWait: 5_000, timeout: 15_000 });
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
