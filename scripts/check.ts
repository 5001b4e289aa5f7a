import { spawn } from "node:child_process";
import { join } from "node:path";

// `npm run check`: format, lint, types, import directions, dead code; side by side, under 30 s.
const root = join(import.meta.dirname, "..");
const steps: [string, string[]][] = [
	["format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]],
	["types", ["node_modules/typescript/bin/tsc", "--noEmit"]],
	[
		"import directions",
		[
			"node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
			"--config",
			".dependency-cruiser.cjs",
			"--output-type",
			"err",
			"app",
			"components",
			"server",
			"sandbox",
			"scripts",
			"prisma",
			"i18n",
			"e2e",
			"bench",
		],
	],
	["dead code", ["node_modules/knip/bin/knip.js", "--no-progress"]],
];

function step([name, args]: [string, string[]]): Promise<boolean> {
	return new Promise((resolve) => {
		const started = Date.now();
		const child = spawn(process.execPath, args, {
			cwd: root,
			stdio: ["ignore", "pipe", "pipe"],
			env: { ...process.env, FORCE_COLOR: "0" },
		});
		let said = "";
		child.stdout.on("data", (chunk: Buffer) => (said += chunk));
		child.stderr.on("data", (chunk: Buffer) => (said += chunk));
		child.once("exit", (code) => {
			console.log(`${code === 0 ? "✓" : "✗"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
			if (code !== 0) console.log(said);
			resolve(code === 0);
		});
	});
}

const results = await Promise.all(steps.map(step));
process.exit(results.every(Boolean) ? 0 : 1);
