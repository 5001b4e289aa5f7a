import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { historySchema } from "../../history/history-format.ts";
import { debianProgram } from "../../programs/debian-program.ts";
import { prometheusPaths } from "../prometheus-config.ts";
import { blockMs, createBlocks } from "./create-blocks.ts";
import { pastMs } from "./sample-times.ts";
import { type Span, type SpanFile, writeOpenMetrics } from "./write-open-metrics.ts";

/**
 * Instant queries look back five minutes: with a smaller gap the pods of the past would count beside those of today.
 */
const gapMs = 5 * 60_000;

export type Backfill = {
	dataDir: string;
	/** Does the work while Prometheus stands still, and starts it again: it looks for blocks when it starts. */
	whileStopped: (work: () => Promise<void>) => Promise<void>;
};

/** Gives a new Prometheus the two weeks before it was first started. Does so once, when `D/history.json` is there. */
export async function backfillHistory({ dataDir, whileStopped }: Backfill): Promise<void> {
	const { folder, tsdb } = prometheusPaths(dataDir);
	const done = join(folder, "backfilled");
	if (existsSync(done)) return;
	const end = Date.now() - gapMs;
	const promtool = await debianProgram({ package: "prometheus", binary: "usr/bin/promtool" });
	if (!promtool) return;
	const scratch = join(folder, "backfill");
	rmSync(scratch, { recursive: true, force: true });
	mkdirSync(join(scratch, "blocks"), { recursive: true });
	const { incidents } = await historyOf(dataDir);
	const files: SpanFile[] = spansOf(end).map((span) => ({ span, file: join(scratch, `${span.start}.txt`) }));
	await writeOpenMetrics(end, incidents, files);
	for (const { file } of files) {
		await createBlocks({ promtool, openMetricsFile: file, folder: join(scratch, "blocks") });
		rmSync(file);
	}
	await whileStopped(async () => {
		for (const block of readdirSync(join(scratch, "blocks"))) {
			renameSync(join(scratch, "blocks", block), join(tsdb, block));
		}
		writeFileSync(done, `${new Date(end).toISOString()}\n`);
	});
	rmSync(scratch, { recursive: true });
}

async function historyOf(dataDir: string) {
	const file = join(dataDir, "history.json");
	while (!existsSync(file)) await sleep(250, undefined, { ref: false });
	return historySchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The spans of whole blocks that the past touches: promtool reads a file once for each block that it makes of it. */
function spansOf(end: number): Span[] {
	const spans: Span[] = [];
	for (let start = Math.floor((end - pastMs) / blockMs) * blockMs; start < end; start += blockMs) {
		spans.push({ start, end: start + blockMs });
	}
	return spans;
}
