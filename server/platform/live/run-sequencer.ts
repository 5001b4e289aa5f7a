import { setTimeout as pause } from "node:timers/promises";
import { log } from "../log.ts";
import { repeat } from "../repeat.ts";
import { chainAudit } from "./chain-audit.ts";
import { listen } from "./listen.ts";
import { sequenceOnce, sequencerBatch } from "./sequencer.ts";
import { committedChannel, onCommitHere } from "./wake.ts";

/** Another process that is at it may have looked before the last commit; it takes about this long. */
const elsewhereMs = 20;
const everyMs = 500;
/** Rounds between two looks at all audit lines for one that the usual look back misses: an hour. */
const thoroughEvery = 7_200;

/**
 * Sequences whenever something was committed, and every half second in case a notice was lost; audit lines are chained
 * every half second. Several may run: advisory locks let one work at a time. Returns how to stop.
 */
export function runSequencer(url: string): () => Promise<void> {
	let running: Promise<void> | undefined;
	let again = false;
	const ending = new AbortController();

	const drain = async () => {
		while (again && !ending.signal.aborted) {
			again = false;
			const { placed, held } = await sequenceOnce();
			if (placed >= sequencerBatch || !held) again = true;
			if (!held) await pause(elsewhereMs);
		}
	};
	const wake = () => {
		again = true;
		running ??= drain()
			.catch((error: Error) => log.warn({ error: error.message }, "sequencing failed; trying again"))
			.finally(() => {
				running = undefined;
			});
	};

	const listening = listen(url, committedChannel, wake);
	const leave = onCommitHere(wake);
	const timer = setInterval(wake, everyMs);
	let round = 0;
	const chaining = repeat(ending.signal, { everyMs, failed: "chaining the audit failed" }, async () => {
		while ((await chainAudit({ all: round++ % thoroughEvery === 0 })) > 0);
	});
	return async () => {
		clearInterval(timer);
		leave();
		ending.abort();
		await listening.close();
		await Promise.all([running, chaining]);
	};
}
