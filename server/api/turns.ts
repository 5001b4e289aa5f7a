import { unavailable } from "#server/platform/errors.ts";

const mostWaitMs = 20_000;

/**
 * Lets at most `atOnce` pieces of work run in one moment; the others wait in line. `take` answers how to give the turn back.
 * It throws Problem 503 `busy` after 20 s.
 */
export function turns(atOnce: () => number): { take: () => Promise<() => void> } {
	let working = 0;
	const waiting: (() => void)[] = [];

	const waitInLine = () =>
		new Promise<void>((resolve, reject) => {
			const enter = () => {
				clearTimeout(timer);
				resolve();
			};
			const timer = setTimeout(() => {
				waiting.splice(waiting.indexOf(enter), 1);
				reject(
					unavailable(
						"busy",
						"Lazo is asked to change more at once than it can. Nothing was changed; try again in a few seconds.",
					),
				);
			}, mostWaitMs);
			waiting.push(enter);
		});

	return {
		take: async () => {
			if (working < atOnce()) working++;
			else await waitInLine();
			return () => {
				const next = waiting.shift();
				if (next) next();
				else working--;
			};
		},
	};
}
