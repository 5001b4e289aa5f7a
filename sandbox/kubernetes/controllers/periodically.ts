import type { Controller } from "./controller.ts";

/** A controller that looks at everything every so often; a look that fails is logged, and the next one comes. */
export function periodically(everyMs: number, look: () => void, onStart: () => void = () => undefined): Controller {
	let timer: NodeJS.Timeout | undefined;
	const tick = () => {
		try {
			look();
		} catch (error) {
			process.stderr.write(`kubernetes: ${error instanceof Error ? error.stack : String(error)}\n`);
		}
	};
	return {
		onChange: () => undefined,
		resync: () => {
			clearInterval(timer);
			onStart();
			timer = setInterval(tick, everyMs);
		},
		pause: () => clearInterval(timer),
		resume: () => undefined,
	};
}
