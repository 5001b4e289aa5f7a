import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { alertRules } from "./alert-rules.ts";

/** Where things of this Prometheus stand in a data folder. */
export function prometheusPaths(dataDir: string) {
	const folder = join(dataDir, "prometheus");
	return {
		folder,
		config: join(folder, "prometheus.yml"),
		rules: join(folder, "rules.yml"),
		tsdb: join(folder, "tsdb"),
		log: join(folder, "prometheus.log"),
	};
}

/** Writes configuration and rules for a sandbox with that base port. */
export function writePrometheusConfig(dataDir: string, port: number): void {
	const paths = prometheusPaths(dataDir);
	mkdirSync(paths.folder, { recursive: true });
	writeFileSync(paths.rules, stringify(alertRules(`http://127.0.0.1:${port + 2}`), { lineWidth: 0 }));
	const config = {
		global: { scrape_interval: "2s", scrape_timeout: "2s", evaluation_interval: "2s" },
		rule_files: [paths.rules],
		alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${port + 6}`] }] }] },
		scrape_configs: [
			{
				job_name: "workloads",
				http_sd_configs: [{ url: `http://127.0.0.1:${port + 4}/targets`, refresh_interval: "2s" }],
			},
		],
	};
	writeFileSync(paths.config, stringify(config));
}
