import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { debianProgram } from "../../programs/debian-program.ts";
import { prometheusPaths } from "../prometheus-config.ts";
import { backfillHistory } from "./backfill-history.ts";

const run = promisify(execFile);
const hour = 3_600_000;
const now = Date.now();
const outage = { start: now - 100 * hour, end: now - 99 * hour };
let dataDir: string;
let stops = 0;
const whileStopped = (work: () => Promise<void>) => {
	stops++;
	return work();
};

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "backfill-"));
	mkdirSync(join(prometheusPaths(dataDir).tsdb, "wal"), { recursive: true });
	const incident = {
		...{ service: "cart", environment: "production", title: "Cart cache restarted", severity: "critical" },
		startedAt: new Date(outage.start).toISOString(),
		detectedAt: new Date(outage.start).toISOString(),
		acknowledgedAt: new Date(outage.start).toISOString(),
		...{ acknowledgedBy: "diego", resolvedAt: new Date(outage.end).toISOString() },
		...{ alertname: "HighErrorRate", summary: "", suspect: null, itemKey: null },
	};
	const history = { version: 1, generatedAt: new Date(now).toISOString(), sprints: [], items: [], deployments: [] };
	writeFileSync(join(dataDir, "history.json"), JSON.stringify({ ...history, incidents: [incident] }));
	await backfillHistory({ dataDir, whileStopped, signal: new AbortController().signal });
}, 120_000);

afterAll(() => rmSync(dataDir, { recursive: true }));

/** The samples of one series in the finished database, as [time in ms, value]. */
async function samples(match: string): Promise<[number, number][]> {
	const promtool = (await debianProgram({ package: "prometheus", binary: "usr/bin/promtool" })) ?? "";
	const args = ["tsdb", "dump", `--match=${match}`, prometheusPaths(dataDir).tsdb];
	const { stdout } = await run(promtool, args, { maxBuffer: 1 << 26 });
	return stdout.split("\n").flatMap((line) => {
		const [value, time] = line
			.slice(line.lastIndexOf("}") + 1)
			.trim()
			.split(" ")
			.map(Number);
		return value === undefined || time === undefined ? [] : [[time, value]];
	});
}

describe("backfillHistory", () => {
	it("gives Prometheus two weeks that end five minutes ago", async () => {
		const all = await samples('http_requests_total{service="checkout",environment="production",status="200"}');
		expect(all.length).toBeGreaterThan(3000);
		expect((all[0]?.[0] ?? 0) - (now - 14 * 24 * hour)).toBeLessThan(hour);
		expect(now - (all.at(-1)?.[0] ?? 0)).toBeGreaterThan(4.9 * 60_000);
		expect(all.every(([, value], index) => value >= (all[index - 1]?.[1] ?? 0))).toBe(true);
	});

	it("shows a past incident as a bump of errors", async () => {
		const failed = await samples('http_requests_total{service="cart",environment="production",status="500"}');
		const between = (start: number, end: number) => {
			const values = failed.filter(([time]) => time >= start && time <= end).map(([, value]) => value);
			return (values.at(-1) ?? 0) - (values[0] ?? 0);
		};
		expect(between(outage.start, outage.end)).toBeGreaterThan(
			100 * between(outage.start - 2 * hour, outage.start - hour),
		);
	});

	it("works once, while Prometheus stands still, and leaves nothing behind", async () => {
		await backfillHistory({ dataDir, whileStopped, signal: new AbortController().signal });
		expect(stops).toBe(1);
		expect(existsSync(join(prometheusPaths(dataDir).folder, "backfill"))).toBe(false);
	});
});
