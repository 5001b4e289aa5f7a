import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startProduct } from "../e2e/harness/start-product.ts";
import { findChromium } from "./chromium.ts";
import { featuresOnClusters } from "./features-on-clusters.ts";
import { generateClient } from "./start/build.ts";

// `npm test`: everything but the real control plane. Ends with one line: N passed, N failed.
const root = join(import.meta.dirname, "..");
const results = join(root, ".cache", "test-results");
const testResult = z.object({
	status: z.string(),
	fullName: z.string(),
	failureMessages: z.array(z.string()).nullish(),
});
const fileResult = z.object({ name: z.string(), status: z.string(), assertionResults: z.array(testResult) });
const summary = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	success: z.boolean(),
	testResults: z.array(fileResult),
});

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

type Outcome = { passed: number; failed: number; failures: string[] };

/** One line for each test that failed, and for each file that could not be loaded. */
function failuresOf(files: z.infer<typeof fileResult>[]): string[] {
	return files.flatMap(({ name, status, assertionResults }) => {
		const file = name.slice(root.length + 1);
		const failed = assertionResults.filter((test) => test.status === "failed");
		if (failed.length === 0 && status === "failed") return [`${file}: could not be run to its end`];
		return failed.map(({ fullName, failureMessages }) => {
			const why = failureMessages?.[0]?.split("\n")[0]?.slice(0, 200) ?? "";
			return `${file}: ${fullName}: ${why}`;
		});
	});
}

function runSuite(suite: Suite, environment: Record<string, string>): Promise<Outcome> {
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
			if (!existsSync(file))
				return resolve({ passed: 0, failed: 1, failures: [`${suite.name}: it ended before its tests`] });
			const { numPassedTests, numFailedTests, success, testResults } = summary.parse(
				JSON.parse(readFileSync(file, "utf8")),
			);
			// A suite that could not even be loaded counts as a failure although no test of it failed.
			const failed = Math.max(numFailedTests, success && code === 0 ? 0 : 1);
			resolve({ passed: numPassedTests, failed, failures: failuresOf(testResults) });
		});
	});
}

async function prepare(names: string[]): Promise<Record<string, string>> {
	mkdirSync(results, { recursive: true });
	await generateClient();
	// Many small processes start here; `npm start` keeps what Node compiled in the same place.
	const cache = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "node") };
	return names.some((name) => name !== "unit") ? { ...cache, CHROMIUM_PATH: findChromium() } : cache;
}

/** Installs the published API descriptions that the contract tests read, beside what runs before them. */
function installSchemas(names: string[]): Promise<void> {
	const schemas = join(root, "e2e", "schemas");
	if (!names.includes("e2e") || existsSync(join(schemas, "node_modules"))) return Promise.resolve();
	const options = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
	const child = spawn("npm", options, { cwd: schemas, stdio: ["ignore", "ignore", "inherit"] });
	// What could not be installed is told by the test that reads it.
	return new Promise((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
}

/** Builds the web process with what the unit tests leave of the processor. A failure is told by the product's start. */
function buildBeside(names: string[]): Promise<void> {
	if (!names.includes("unit") || names.length === 1) return Promise.resolve();
	const child = spawn(process.execPath, ["scripts/build-web.ts"], { cwd: root, stdio: "ignore" });
	if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
	return new Promise((resolve) => child.once("exit", () => resolve()));
}

type Product = Awaited<ReturnType<typeof startProduct>>;

/** Starts the product that the browser will go round as soon as it is built: it reads its company's past while unit tests wait. */
async function startBeside(names: string[], built: Promise<void>): Promise<Product | undefined> {
	if (names[0] !== "unit" || names[1] !== "e2e") return;
	await built;
	// What cannot start beside them starts, or says why, with the suite that needs it.
	return startProduct({ controlPlane: "sandbox" }).catch(() => undefined);
}

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : ["unit", "e2e"];
const environment = await prepare(names);
const built = buildBeside(names);
const schemas = installSchemas(names);
const started = startBeside(names, built);
const outcomes: Outcome[] = [];
for (const name of names) {
	const suite = suites[name];
	if (!suite) {
		console.error(`There is no suite "${name}"; there are ${Object.keys(suites).join(", ")}.`);
		process.exit(2);
	}
	if (name !== "unit") await Promise.all([built, schemas]);
	const product = name === "e2e" ? await started : undefined;
	const running = product && { LAZO_E2E_URL: product.facts.url, LAZO_E2E_DATA: product.facts.data };
	outcomes.push(await runSuite(suite, { ...environment, ...running }));
	await product?.stop();
}
const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + of(one), 0);
const [passed, failed] = [sum((one) => one.passed), sum((one) => one.failed)];
const failures = outcomes.flatMap((one) => one.failures);
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.map((one) => `  ${one}`).join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
