import { fstatSync } from "node:fs";

function stdinIsPipe(): boolean {
	try {
		const stat = fstatSync(0);
		return stat.isFIFO() || stat.isSocket();
	} catch {
		return false;
	}
}

/**
 * Calls `stop` once, when this process is asked to end or its parent has gone (stdin closed, where stdin is a pipe),
 * and exits afterwards; at the latest after `patienceMs`.
 */
export function onEnd(stop: () => Promise<void> | void, patienceMs = 2000): void {
	let ending = false;
	const end = async () => {
		if (ending) return;
		ending = true;
		setTimeout(() => process.exit(1), patienceMs).unref();
		await stop();
		process.exit(0);
	};
	process.on("SIGTERM", end);
	process.on("SIGINT", end);
	process.on("SIGHUP", end);
	if (stdinIsPipe()) process.stdin.on("end", end).on("close", end).resume();
}
