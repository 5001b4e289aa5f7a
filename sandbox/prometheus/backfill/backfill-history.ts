import { spawn } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prometheusPaths } from "../prometheus-config.ts";

/** Instant queries look back five minutes: with a smaller gap the pods of the past would count beside those of today. */
const gapMs = 5 * 60_000;

export type Backfill = {
	dataDir: string;
	/** Does the work while Prometheus stands still, and starts it again: it looks for blocks when it starts. */
	whileStopped: (work: () => Promise<void>) => Promise<void>;
	/** Gives up when aborted; the next start begins anew. */
	signal: AbortSignal;
};

/** Gives a new Prometheus the two weeks before it was first started. Does so once, when `D/history.json` is there. */
export async function backfillHistory({ dataDir, whileStopped, signal }: Backfill): Promise<void> {
	const { folder, tsdb } = prometheusPaths(dataDir);
	const done = join(folder, "backfilled");
	if (existsSync(done)) return;
	const end = Date.now() - gapMs;
	await makeBlocks(dataDir, end, signal);
	if (signal.aborted) return;
	const blocks = join(folder, "backfill", "blocks");
	await whileStopped(async () => {
		for (const block of readdirSync(blocks)) renameSync(join(blocks, block), join(tsdb, block));
		writeFileSync(done, `${new Date(end).toISOString()}\n`);
	});
	rmSync(join(folder, "backfill"), { recursive: true });
}

function makeBlocks(dataDir: string, end: number, signal: AbortSignal): Promise<void> {
	const script = join(import.meta.dirname, "main.ts");
	const args = ["--disable-warning=ExperimentalWarning", script, "--data", dataDir, "--end", String(end)];
	const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], signal });
	return new Promise((resolve, reject) => {
		child.once("error", (error) => (signal.aborted ? resolve() : reject(error)));
		child.once("exit", (code) =>
			code === 0 || signal.aborted ? resolve() : reject(new Error(`the blocks were not made (code ${code})`)),
		);
	});
}
