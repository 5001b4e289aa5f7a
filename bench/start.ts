// `npm run bench:start`: a fresh clone of the last commit to its first page, then the second start of the same clone. npm's cache
// is as it is: run it twice where it may be cold. Exit code 0 when both limits hold; the last line is a summary.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describeMachine } from "./describe-machine.ts";
import { launchBrowser } from "./signed-in-browser.ts";

const root = join(import.meta.dirname, "..");
const port = 3_930;
const browser = await launchBrowser();

/** Seconds from `npm start` to the sign-in page standing in a browser. The product is stopped again. */
async function firstPage(folder: string): Promise<number> {
	const started = Date.now();
	const args = ["start", "--", "--port", String(port), "--sandbox-port", String(port + 1_000)];
	const child = spawn("npm", args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"], detached: true });
	try {
		await saysItRuns(child);
		const page = await browser.newPage();
		await page.goto(`http://127.0.0.1:${port}`);
		await page.locator("form[action='/api/auth/sign-in'] button[type=submit]").waitFor();
		const seconds = (Date.now() - started) / 1_000;
		await page.close();
		return seconds;
	} finally {
		await interrupt(child);
	}
}

function saysItRuns(child: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		if (child.stdout)
			createInterface({ input: child.stdout }).on("line", (line) => {
				console.log(`  ${line}`);
				if (line.includes("Lazo runs at")) resolve();
			});
		child.once("exit", (code) => reject(new Error(`npm start ended with ${code}; its words stand above.`)));
	});
}

/** As Ctrl-C does: the whole foreground group hears it. */
async function interrupt(child: ChildProcess): Promise<void> {
	if (!child.pid || child.exitCode !== null) return;
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	process.kill(-child.pid, "SIGINT");
	await ended;
}

const folder = mkdtempSync(join(tmpdir(), "lazo-clone-"));
const measured: { name: string; seconds: number; limit: number }[] = [];
try {
	const started = Date.now();
	execFileSync("git", ["clone", "--quiet", "--no-hardlinks", root, join(folder, "lazo")]);
	const cloning = (Date.now() - started) / 1_000;
	console.log(describeMachine());
	const first = await firstPage(join(folder, "lazo"));
	measured.push({ name: "fresh clone to first page", seconds: cloning + first, limit: 120 });
	console.log(describeMachine());
	measured.push({
		name: "second start to first page",
		seconds: await firstPage(join(folder, "lazo")),
		limit: 10,
	});
} finally {
	await browser.close();
	rmSync(folder, { recursive: true, force: true });
}
const words = measured.map(
	({ name, seconds, limit }) =>
		`${name} ${seconds.toFixed(1)} s ${seconds < limit ? "(holds" : "(DOES NOT HOLD"}, limit ${limit} s)`,
);
console.log(`\n${words.join("; ")}`);
process.exit(measured.every(({ seconds, limit }) => seconds < limit) ? 0 : 1);
