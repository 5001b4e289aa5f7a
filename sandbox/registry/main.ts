import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { answers, lastLines, startProgram } from "../part/program.ts";
import { debianProgram } from "../programs/debian-program.ts";

const { dataDir, port } = partOptions();
const program = await debianProgram({ package: "docker-registry", binary: "usr/bin/docker-registry" });
if (!program) {
	process.stderr.write("the sandbox has no image registry without it\n");
	process.exit(1);
}

const folder = join(dataDir, "registry");
const blobs = join(folder, "blobs");
mkdirSync(blobs, { recursive: true, mode: 0o700 });
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
const registry = startProgram({ program, args: ["serve", configFile], logFile });
let stopping = false;
void registry.ended.then((code) => {
	if (stopping) return;
	process.stderr.write(`docker-registry ended with code ${code}; see ${logFile}:\n${lastLines(logFile)}\n`);
	process.exit(1);
});
onEnd(async () => {
	stopping = true;
	await registry.stop();
});
await answers(`http://127.0.0.1:${port}/v2/`, 10_000);
process.stdout.write("ready\n");
