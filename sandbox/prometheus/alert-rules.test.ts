import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { debianProgram } from "../programs/debian-program.ts";
import { prometheusPaths, writePrometheusConfig } from "./prometheus-config.ts";

const run = promisify(execFile);
let dataDir: string;
let promtool: string;

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "rules-"));
	promtool = (await debianProgram({ package: "prometheus", binary: "usr/bin/promtool" })) ?? "";
	writePrometheusConfig(dataDir, 5400);
}, 120_000);

afterAll(() => rmSync(dataDir, { recursive: true }));

const labels = 'job="workloads",service="checkout",environment="production",namespace="production",cluster="harbor"';

/** Runs `promtool test rules`: the series (values each 2 s), and which alert must fire at which second. */
async function expectAlerts(series: [name: string, values: string][], at: Record<string, string[]>) {
	const test = {
		rule_files: [prometheusPaths(dataDir).rules],
		evaluation_interval: "2s",
		tests: [
			{
				interval: "2s",
				input_series: series.map(([name, values]) => ({ series: name, values })),
				promql_expr_test: Object.entries(at).map(([eval_time, names]) => ({
					expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
					eval_time,
					exp_samples: names.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 })),
				})),
			},
		],
	};
	const file = join(dataDir, "test.yml");
	writeFileSync(file, stringify(test, { lineWidth: 0 }));
	const result = await run(promtool, ["test", "rules", file]).catch(
		(error: { stdout: string; stderr: string }) => error,
	);
	expect(result.stdout + result.stderr).toContain("SUCCESS");
}

describe("the alert rules", () => {
	it("are rules that Prometheus accepts, in a configuration that it accepts", async () => {
		const { stdout } = await run(promtool, ["check", "config", prometheusPaths(dataDir).config]);
		expect(stdout).toContain("SUCCESS: 2 rules found");
	});

	it("fire HighErrorRate within fifteen seconds of a version that fails a third of its requests", async () => {
		await expectAlerts(
			[
				[`http_requests_total{${labels},status="200"}`, "0+16x30 480+10x30"],
				[`http_requests_total{${labels},status="500"}`, "0x30 0+6x30"],
			],
			{ "60s": [], "76s": ["HighErrorRate"] },
		);
	});

	it("stay silent when a quiet service fails one request", async () => {
		await expectAlerts(
			[
				[`http_requests_total{${labels},status="200"}`, "0+1x60"],
				[`http_requests_total{${labels},status="500"}`, "0x10 1x50"],
			],
			{ "30s": [], "60s": [] },
		);
	});

	it("fire HighLatency when one request in twenty takes longer than 800 ms", async () => {
		await expectAlerts(
			[
				[`http_requests_total{${labels},status="200"}`, "0+10x60"],
				[`http_request_duration_seconds_bucket{${labels},le="0.5"}`, "0+8x60"],
				[`http_request_duration_seconds_bucket{${labels},le="1"}`, "0+8x60"],
				[`http_request_duration_seconds_bucket{${labels},le="2.5"}`, "0+10x60"],
				[`http_request_duration_seconds_bucket{${labels},le="+Inf"}`, "0+10x60"],
			],
			{ "60s": ["HighLatency"] },
		);
	});
});
