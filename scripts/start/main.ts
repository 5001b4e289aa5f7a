import { build, generateClient } from "./build.ts";
import { chooseDataFolder } from "./data-folder.ts";
import { type Options, readOptions } from "./options.ts";
import { describeOwner, portIsFree } from "./ports.ts";
import { Processes } from "./processes.ts";
import { say, sayDone, sayProblem } from "./say.ts";
import { loadSecrets } from "./secrets.ts";
import { lazoSettings, readSandboxSettings } from "./settings.ts";
import { waitForUrl } from "./wait-for-url.ts";

const processes = new Processes();
let stopping = false;

async function stop(code: number): Promise<never> {
	if (!stopping) {
		stopping = true;
		await processes.stopAll();
	}
	process.exit(code);
}
process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));

async function refuseBusyPorts(options: Options): Promise<void> {
	const busy: string[] = [];
	for (const [port, use] of options.ports) {
		if (!(await portIsFree(port))) busy.push(`port ${port} (${use}) is in use${await describeOwner(port)}`);
	}
	if (busy.length === 0) return;
	sayProblem(
		`Lazo cannot start:\n${busy.map((line) => `    ${line}`).join("\n")}\n  Stop it, or choose other ports: npm start -- --port 3100 --sandbox-port 4400`,
	);
	await stop(1);
}

/** A heap that may grow without limit is collected late: both processes would hold twice what they need. `most` is in MB. */
const leanHeap = (most: number) => ["--max-semi-space-size=8", `--max-old-space-size=${most}`];

/** glibc keeps an arena per thread and what was freed, which is most of what a small process holds. */
const leanMalloc = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "131072" };

async function start(options: Options): Promise<void> {
	await refuseBusyPorts(options);
	if (!options.sandbox && options.systems.length > 0)
		say(
			`Without the sandbox, since the environment names ${options.systems.join(", ")}. With it all the same: npm start -- --sandbox`,
		);
	const data = chooseDataFolder(options.data);
	const secrets = loadSecrets(data);
	await generateClient();
	// The client must exist before anything that imports it is loaded.
	const { startDatabase } = await import("./database.ts");

	const [database, sandbox] = await Promise.all([
		startDatabase(processes, { data, port: options.databasePort, secrets }),
		// Side by side they take each other's processor, and nobody sees the sandbox before the web process is built.
		build(processes).then(() => (options.sandbox ? processes.startSandbox({ data, options }) : undefined)),
	]);
	await sandbox?.configured;
	const settings = lazoSettings({ options, secrets, sandbox: options.sandbox ? readSandboxSettings(data) : null });

	processes.keepRunning("worker", [...leanHeap(512), "server/worker/main.ts"], {
		...leanMalloc,
		...settings,
		DATABASE_URL: database.worker,
		SEAL_PRIVATE_KEY: secrets.sealPrivateKey,
	});
	processes.keepRunning("web", [...leanHeap(256), ...nextStart(options.port)], {
		...leanMalloc,
		...webSettings(settings),
		DATABASE_URL: database.web,
	});
	await waitForUrl(`http://127.0.0.1:${options.port}/readyz`, 60);
	sayDone(
		`Lazo runs at ${options.url}${options.sandbox ? "\n  Sign in as one of the sandbox's people; break things with `npm run sandbox -- break bad-version checkout`." : ""}\n  Ctrl-C stops everything; \`npm run reset\` starts over. Data: ${data}`,
	);
	// Pods that start are something to watch in Lazo, nothing to wait for.
	await sandbox?.ready;
	if (sandbox) say("All of the sandbox runs");
}

const nextStart = (port: number) => [
	"node_modules/next/dist/bin/next",
	...["start", "-p", String(port), "-H", "127.0.0.1"],
];

/** Web has no outside credentials: what only the worker needs does not reach it. */
function webSettings(settings: Record<string, string>): Record<string, string> {
	const workerOnly = [
		"GITHUB_TOKEN",
		"GITHUB_APP_ID",
		"GITHUB_APP_PRIVATE_KEY",
		"GITHUB_APP_INSTALLATION_ID",
		"KUBERNETES_KUBECONFIG_FILE",
		"PROMETHEUS_TOKEN",
		"REGISTRY_TOKEN",
		"SEAL_PRIVATE_KEY",
	];
	return Object.fromEntries(
		Object.entries(settings).filter(([name]) => !workerOnly.some((own) => name === own || name === `${own}_FILE`)),
	);
}

try {
	await start(readOptions(process.argv.slice(2), process.env));
} catch (error) {
	if (!stopping) {
		sayProblem(error instanceof Error ? error.message : String(error));
		say("What the processes said stands in the data folder under log/.");
	}
	await stop(1);
}
