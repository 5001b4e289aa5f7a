import { cpus, loadavg, totalmem } from "node:os";

/** One line for the record: when, what machine, and how busy it was over the last minute. */
export function describeMachine(): string {
	const [first] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	const load = (loadavg()[0] ?? 0).toFixed(1);
	return `${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${memory} GiB, Node ${process.version}, load ${load}`;
}
