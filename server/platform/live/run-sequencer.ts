import { log } from "../log.ts";
import { listen } from "./listen.ts";
import { sequenceOnce } from "./sequencer.ts";
import { committedChannel } from "./wake.ts";

/**
 * Sequences whenever something was committed, and every half second in case a notice was lost. Several may run:
 * an advisory lock lets one work at a time. Returns how to stop.
 */
export function runSequencer(url: string): () => Promise<void> {
	let running: Promise<void> | undefined;
	let again = false;

	const drain = async () => {
		do {
			again = false;
			while ((await sequenceOnce()) > 0);
		} while (again);
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
	const timer = setInterval(wake, 500);
	return async () => {
		clearInterval(timer);
		await listening.close();
		await running;
	};
}
