import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { historySchema } from "../../history/history-format.ts";
import { partOptions } from "../../part/part-options.ts";
import { debianProgram } from "../../programs/debian-program.ts";
import { prometheusPaths } from "../prometheus-config.ts";
import { blockMs, createBlocks } from "./create-blocks.ts";
import { pastMs } from "./sample-times.ts";
import { type Span, type SpanFile, writeOpenMetrics } from "./write-open-metrics.ts";

// A process of its own, because the text of two weeks leaves a large heap behind: makes the blocks of the two weeks
// before a time (`--end`, ms) in D/prometheus/backfill/blocks and ends. Everything else on the machine goes first.
setPriority(15);
const { dataDir } = partOptions();
const end = Number(process.argv[process.argv.indexOf("--end") + 1]);
const promtool = await debianProgram({ package: "prometheus", binary: "usr/bin/promtool" });
if (!promtool) process.exit(1);
const scratch = join(prometheusPaths(dataDir).folder, "backfill");
rmSync(scratch, { recursive: true, force: true });
mkdirSync(join(scratch, "blocks"), { recursive: true });
const files: SpanFile[] = spansOf(end).map((span) => ({ span, file: join(scratch, `${span.start}.txt`) }));
await writeOpenMetrics(end, (await history()).incidents, files);
for (const { file } of files) {
	await createBlocks({ promtool, openMetricsFile: file, folder: join(scratch, "blocks") });
	rmSync(file);
}

/** The company's history, as soon as it has been written. */
async function history() {
	const file = join(dataDir, "history.json");
	while (!existsSync(file)) await sleep(250);
	return historySchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The spans of whole blocks that the past touches: promtool reads a file once for each block that it makes of it. */
function spansOf(until: number): Span[] {
	const spans: Span[] = [];
	for (let start = Math.floor((until - pastMs) / blockMs) * blockMs; start < until; start += blockMs) {
		spans.push({ start, end: start + blockMs });
	}
	return spans;
}
