import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploymentHistory } from "./deployment-history.ts";
import { type History, historySchema } from "./history-format.ts";
import { incidentHistory } from "./incident-history.ts";
import { itemHistory } from "./item-history.ts";
import { onCallRotas } from "./on-call-rotas.ts";
import { type Release, readReleases } from "./releases.ts";
import { companyRunbooks } from "./runbooks.ts";
import { readSeededAt } from "./seeded-at.ts";
import { sprintHistory } from "./sprint-history.ts";

/** Writes `D/history.json` once, from the company's releases and items. Needs the GitHub part to have been seeded. */
export function writeHistory(dataDir: string, port: number): void {
	const file = join(dataDir, "history.json");
	if (existsSync(file)) return;
	const history = makeHistory(readSeededAt(dataDir).getTime(), `127.0.0.1:${port}`, readReleases(dataDir));
	writeFileSync(`${file}.new`, `${JSON.stringify(history, null, "\t")}\n`);
	renameSync(`${file}.new`, file);
}

/** The company's past as seen from `now` (ms). `registry` is host and port of its image registry. */
export function makeHistory(now: number, registry: string, releases: Release[]): History {
	const deployed = deploymentHistory({ now, registry, releases });
	const incidents = incidentHistory(now, deployed);
	const deployments = deployed.map(({ takesBack, ...deployment }) => ({
		...deployment,
		rollbackOf: takesBack ? deployed.indexOf(takesBack) : null,
	}));
	return historySchema.parse({
		version: 1,
		generatedAt: new Date(now).toISOString(),
		sprints: sprintHistory(now),
		items: itemHistory({ now, incidents, releases }),
		rotas: onCallRotas(now),
		runbooks: companyRunbooks(),
		deployments,
		incidents,
	});
}
