import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { findChromium } from "./chromium.ts";
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

type Suite = { name: string; config: string; projects?: string[] };
const suites: Record<string, Suite> = {
	unit: { name: "unit, property and integration", config: "vitest.config.ts" },
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

/** Below what people and the product under test get, above what the system does in its spare time. */
const politeness = 5;

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

/** `beside` another suite it is polite about the processor, and its words are told when it has ended. */
async function runSuite(suite: Suite, environment: Record<string, string>, beside = false): Promise<Outcome> {
	const file = join(results, `${suite.config.replaceAll("/", "-")}.json`);
	const words = join(results, `${suite.config.replaceAll("/", "-")}.log`);
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
	];
	console.log(`\n== ${suite.name}${beside ? ": begun, told when it has ended" : ""}`);
	const output = beside ? openSync(words, "w") : "inherit";
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ["ignore", output, output],
		env: { ...process.env, ...environment },
	});
	if (beside && child.pid) setPriority(child.pid, politeness);
	const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
	if (typeof output === "number") {
		closeSync(output);
		console.log(`\n== ${suite.name}\n${readFileSync(words, "utf8")}`);
	}
	if (!existsSync(file)) return { passed: 0, failed: 1, failures: [`${suite.name}: it ended before its tests`] };
	const { numPassedTests, numFailedTests, success, testResults } = summary.parse(
		JSON.parse(readFileSync(file, "utf8")),
	);
	// A suite that could not even be loaded counts as a failure although no test of it failed.
	const failed = Math.max(numFailedTests, success && code === 0 ? 0 : 1);
	return { passed: numPassedTests, failed, failures: failuresOf(testResults) };
}

async function prepare(names: string[]): Promise<Record<string, string>> {
	mkdirSync(results, { recursive: true });
	await generateClient();
	// Many small processes start here; `npm start` keeps what Node compiled in the same place.
	const cache = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "node") };
	return names.some((name) => name !== "unit") ? { ...cache, CHROMIUM_PATH: findChromium() } : cache;
}

const ended = (command: string, args: string[], cwd: string) =>
	new Promise<number | null>((resolve) =>
		spawn(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] }).once("exit", resolve),
	);

/** What the product in a browser needs: the web process, and the published descriptions that its peers are held to. */
async function makeProduct(): Promise<void> {
	const schemas = join(root, "e2e", "schemas");
	if (!existsSync(join(schemas, "node_modules"))) {
		console.log("● Installing the published API descriptions that the contract tests read");
		const code = await ended("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], schemas);
		if (code !== 0) throw new Error("The published API descriptions could not be installed; npm's words stand above.");
	}
	// A failure is told by the product's start, which builds what is not there.
	await ended(process.execPath, ["scripts/build-web.ts"], root);
}

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : ["unit", "e2e"];
const unknown = names.find((name) => !suites[name]);
if (unknown) {
	console.error(`There is no suite "${unknown}"; there are ${Object.keys(suites).join(", ")}.`);
	process.exit(2);
}
const environment = await prepare(names);
const outcomes: Outcome[] = [];
/** The unit tests need no product, and those that start clusters wait a lot: they run beside what looks at the product. */
const besides: Promise<Outcome>[] = [];
for (const name of names) {
	const suite = suites[name];
	if (!suite) continue;
	if (name === "unit" && names.length > 1) besides.push(runSuite(suite, environment, true));
	else {
		if (name === "e2e") await makeProduct();
		outcomes.push(await runSuite(suite, environment));
	}
}
outcomes.unshift(...(await Promise.all(besides)));
const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + of(one), 0);
const [passed, failed] = [sum((one) => one.passed), sum((one) => one.failed)];
const failures = outcomes.flatMap((one) => one.failures);
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.map((one) => `  ${one}`).join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
