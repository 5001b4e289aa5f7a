import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { debianProgram } from "../programs/debian-program.ts";

const { dataDir, port } = partOptions();
const folder = join(dataDir, "registry");

const program = await debianProgram({ package: "docker-registry", binary: "usr/bin/docker-registry" });
if (!program) {
	process.stderr.write("the sandbox has no image registry without it\n");
	process.exit(1);
}

const blobs = join(folder, "blobs");
mkdirSync(blobs, { recursive: true });
const configFile = join(folder, "config.yml");
// No descriptor cache: a manifest that was deleted must be gone at once.
const config = {
	version: 0.1,
	log: { level: "warn", accesslog: { disabled: true } },
	storage: { filesystem: { rootdirectory: blobs }, delete: { enabled: true } },
	http: { addr: `127.0.0.1:${port}` },
};
writeFileSync(configFile, JSON.stringify(config, null, "\t"));

// The registry calls every ordinary 404 an error: its log is for whoever looks, not for the sandbox's own output.
const logFile = join(folder, "registry.log");
const registry = spawn(program, ["serve", configFile], {
	stdio: ["ignore", "ignore", openSync(logFile, "w")],
	env: { ...process.env, OTEL_TRACES_EXPORTER: "none" },
});
let stopping = false;
const ended = new Promise<void>((resolve) => {
	registry.once("exit", (code) => {
		resolve();
		if (stopping) return;
		const lastLines = readFileSync(logFile, "utf8").trim().split("\n").slice(-3).join("\n");
		process.stderr.write(`docker-registry ended with code ${code}; see ${logFile}:\n${lastLines}\n`);
		process.exit(1);
	});
});

onEnd(async () => {
	stopping = true;
	registry.kill("SIGTERM");
	setTimeout(() => registry.kill("SIGKILL"), 1500).unref();
	await ended;
});
await answers(`http://127.0.0.1:${port}/v2/`);
process.stdout.write("ready\n");

async function answers(url: string): Promise<void> {
	for (let attempt = 0; attempt < 200; attempt++) {
		const response = await fetch(url).catch(() => null);
		if (response?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`docker-registry does not answer at ${url} within 10 seconds`);
}
