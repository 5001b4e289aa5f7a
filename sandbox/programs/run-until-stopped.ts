import { fstatSync } from "node:fs";

/**
 * Says `ready` on stdout and ends the process, after `stop`, on SIGTERM, SIGINT or when a piped stdin closes.
 * Ends within two seconds even when `stop` hangs.
 */
export function runUntilStopped(stop: () => Promise<void> | void): void {
	let stopping = false;
	const end = async () => {
		if (stopping) return;
		stopping = true;
		setTimeout(() => process.exit(1), 1900).unref();
		await stop();
		process.exit(0);
	};
	process.on("SIGTERM", end);
	process.on("SIGINT", end);
	if (stdinIsPipe()) {
		process.stdin.on("end", end).on("close", end).on("error", end);
		process.stdin.resume();
	}
	process.stdout.write("ready\n");
}

function stdinIsPipe(): boolean {
	try {
		const stdin = fstatSync(0);
		// Node gives its children a socket pair where a shell gives a FIFO.
		return stdin.isFIFO() || stdin.isSocket();
	} catch {
		return false;
	}
}
