import { unavailable } from "#server/platform/errors.ts";

const mostWaitMs = 20_000;
/** More than could be done within the wait, and little enough to remember. */
const mostWaiting = 1_000;

/**
 * Lets at most `atOnce` pieces of work run in one moment; up to a thousand others wait in line, until `signal` aborts. `take`
 * answers how to give the turn back. It throws Problem 503 `busy` after 20 s, and at once when the line is full.
 */
export function turns(atOnce: () => number): { take: (signal: AbortSignal) => Promise<() => void> } {
	let working = 0;
	const waiting: (() => void)[] = [];

	const waitInLine = (signal: AbortSignal) =>
		new Promise<void>((resolve, reject) => {
			if (waiting.length >= mostWaiting || signal.aborted) return reject(busy());
			const settle = () => {
				clearTimeout(timer);
				signal.removeEventListener("abort", leave);
			};
			const enter = () => {
				settle();
				resolve();
			};
			const leave = () => {
				settle();
				waiting.splice(waiting.indexOf(enter), 1);
				reject(busy());
			};
			const timer = setTimeout(leave, mostWaitMs);
			signal.addEventListener("abort", leave, { once: true });
			waiting.push(enter);
		});

	return {
		take: async (signal) => {
			if (working < atOnce()) working++;
			else await waitInLine(signal);
			return () => {
				const next = waiting.shift();
				if (next) next();
				else working--;
			};
		},
	};
}

const busy = () =>
	unavailable(
		"busy",
		"Lazo is asked to change more at once than it can. Nothing was changed; try again in a few seconds.",
	);
