import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type BlocksRequest = { promtool: string; openMetricsFile: string; folder: string };

/** Longest block made: the past then is a handful of blocks. One of Prometheus' own lengths, 2 h · 3³. */
export const blockMs = 54 * 3_600_000;

/** Turns OpenMetrics text into Prometheus blocks inside a folder. */
export async function createBlocks({ promtool, openMetricsFile, folder }: BlocksRequest): Promise<void> {
	const args = [
		"tsdb",
		"create-blocks-from",
		"openmetrics",
		"--max-block-duration=54h",
		"--quiet",
		openMetricsFile,
		folder,
	];
	const child = spawn(promtool, args, { stdio: ["ignore", "ignore", "pipe"] });
	const [problem, code] = await Promise.all([
		text(child.stderr),
		new Promise<number | null>((resolve, reject) => {
			child.once("exit", resolve);
			child.once("error", reject);
		}),
	]);
	if (code !== 0) throw new Error(`promtool made no blocks of ${openMetricsFile} (code ${code}): ${problem.trim()}`);
}
