import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { findChromium } from "./chromium.ts";
import { featuresOnClusters } from "./features-on-clusters.ts";
import { generateClient } from "./start/build.ts";

// `npm test`: everything but the real control plane. Ends with one line: N passed, N failed.
const root = join(import.meta.dirname, "..");
const results = join(root, ".cache", "test-results");
const summary = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() });

type Suite = { name: string; config: string; projects?: string[]; leavesOut?: string[] };
const suites: Record<string, Suite> = {
	unit: { name: "unit, property and integration", config: "vitest.config.ts", leavesOut: featuresOnClusters },
	e2e: { name: "the product in a browser, and its peers' contracts", config: "e2e/vitest.config.ts" },
	cluster: {
		name: "contracts and features on the real control plane",
		config: "e2e/vitest.cluster.config.ts",
		projects: ["contract", "control plane", "features"],
	},
	journey: {
		name: "the journey on the real control plane",
		config: "e2e/vitest.cluster.config.ts",
		projects: ["journey"],
	},
};

function runSuite(suite: Suite, environment: Record<string, string>): Promise<{ passed: number; failed: number }> {
	const file = join(results, `${suite.config.replaceAll("/", "-")}.json`);
	rmSync(file, { force: true });
	const args = [
		"node_modules/vitest/vitest.mjs",
		"run",
		"--config",
		suite.config,
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${file}`,
		...(suite.projects ?? []).flatMap((project) => ["--project", project]),
		...(suite.leavesOut ?? []).flatMap((files) => ["--exclude", files]),
	];
	console.log(`\n== ${suite.name}`);
	return new Promise((resolve) => {
		const child = spawn(process.execPath, args, {
			cwd: root,
			stdio: ["ignore", "inherit", "inherit"],
			env: { ...process.env, ...environment },
		});
		child.once("exit", (code) => {
			if (!existsSync(file)) return resolve({ passed: 0, failed: 1 });
			const { numPassedTests, numFailedTests, success } = summary.parse(JSON.parse(readFileSync(file, "utf8")));
			// A suite that could not even be loaded counts as a failure although no test of it failed.
			resolve({ passed: numPassedTests, failed: Math.max(numFailedTests, success && code === 0 ? 0 : 1) });
		});
	});
}

async function prepare(names: string[]): Promise<Record<string, string>> {
	mkdirSync(results, { recursive: true });
	await generateClient();
	const schemas = join(root, "e2e", "schemas");
	if (
		names.includes("e2e") &&
		existsSync(join(schemas, "package-lock.json")) &&
		!existsSync(join(schemas, "node_modules"))
	) {
		console.log("● Installing the published API descriptions that the contract tests read");
		execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: schemas, stdio: "inherit" });
	}
	return names.some((name) => name !== "unit") ? { CHROMIUM_PATH: findChromium() } : {};
}

/** Builds the web process with what the unit tests leave of the processor. A failure is told by the product's start. */
function buildBeside(names: string[]): Promise<void> {
	if (!names.includes("unit") || names.length === 1) return Promise.resolve();
	const child = spawn(process.execPath, ["scripts/build-web.ts"], { cwd: root, stdio: "ignore" });
	if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
	return new Promise((resolve) => child.once("exit", () => resolve()));
}

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : ["unit", "e2e"];
const environment = await prepare(names);
const built = buildBeside(names);
let passed = 0;
let failed = 0;
for (const name of names) {
	const suite = suites[name];
	if (!suite) {
		console.error(`There is no suite "${name}"; there are ${Object.keys(suites).join(", ")}.`);
		process.exit(2);
	}
	if (name !== "unit") await built;
	const result = await runSuite(suite, environment);
	passed += result.passed;
	failed += result.failed;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
