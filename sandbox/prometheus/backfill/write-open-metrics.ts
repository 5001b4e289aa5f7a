import { open } from "node:fs/promises";
import { environments, services } from "../../company/company.ts";
import type { HistoryIncident } from "../../history/history-format.ts";
import { type PastSeries, pastSeries } from "./past-series.ts";
import { sampleTimes } from "./sample-times.ts";

/** A span of time in ms; `end` is not part of it. */
export type Span = { start: number; end: number };

/** Where the text of a span goes, and the span. */
export type SpanFile = { span: Span; file: string };

/**
 * Writes the past of all services up to `end` as OpenMetrics text, one file for each span.
 * Only a service at a time is in memory, and others get their turn in between.
 */
export async function writeOpenMetrics(end: number, incidents: HistoryIncident[], files: SpanFile[]): Promise<void> {
	const opened = await Promise.all(files.map(async ({ span, file }) => ({ span, handle: await open(file, "w") })));
	const fine = sampleTimes(end);
	const coarse = sampleTimes(end, 300_000);
	const running = environments.flatMap((environment) =>
		services.filter(({ replicas }) => replicas[environment] > 0).map((service) => ({ service, environment })),
	);
	for (const { service, environment } of running) {
		const times = environment === "development" ? coarse : fine;
		const series = pastSeries({ service, environment, incidents, end }, times);
		for (const { span, handle } of opened) await handle.write(textOf(series, times, span));
	}
	for (const { handle } of opened) {
		await handle.write("# EOF\n");
		await handle.close();
	}
}

/** The samples of a span, line by line, series after series. */
function textOf(series: PastSeries[], times: number[], { start, end }: Span): string {
	const first = times.findIndex((time) => time >= start);
	if (first === -1) return "";
	const within = times.slice(first).filter((time) => time < end);
	return series.map(({ name, values }) => linesOf(name, values.slice(first), within)).join("");
}

function linesOf(name: string, values: number[], times: number[]): string {
	let lines = "";
	for (const [index, time] of times.entries()) {
		const value = values[index] ?? 0;
		lines += `${name} ${Number.isInteger(value) ? value : value.toFixed(4)} ${time / 1000}\n`;
	}
	return lines;
}
