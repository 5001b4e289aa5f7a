import { watchFaults } from "../faults.ts";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { answers, lastLines, type RunningProgram, startProgram } from "../part/program.ts";
import { debianProgram } from "../programs/debian-program.ts";
import { backfillHistory } from "./backfill/backfill-history.ts";
import { prometheusPaths, writePrometheusConfig } from "./prometheus-config.ts";

const { dataDir, port } = partOptions();
const paths = prometheusPaths(dataDir);
const url = `http://127.0.0.1:${port + 5}`;
const program = await debianProgram({ package: "prometheus", binary: "usr/bin/prometheus" });
let running: RunningProgram | null = null;
let queue: Promise<void> = Promise.resolve();
let gone = false;

/** One start or stop after the other, whoever asks. */
function inTurn(step: () => Promise<void>): Promise<void> {
	queue = queue.then(step);
	return queue;
}

async function start(): Promise<void> {
	if (!program || running || gone) return;
	const started = startProgram({
		program,
		args: [
			`--config.file=${paths.config}`,
			`--storage.tsdb.path=${paths.tsdb}`,
			"--storage.tsdb.retention.time=20d",
			`--web.listen-address=127.0.0.1:${port + 5}`,
			"--web.enable-lifecycle",
			"--log.level=warn",
		],
		logFile: paths.log,
	});
	running = started;
	started.ended.then((code) => {
		if (running !== started) return;
		console.error(`Prometheus ended with code ${code}; see ${paths.log}:\n${lastLines(paths.log)}`);
		process.exit(1);
	});
	await answers(`${url}/-/ready`, 30_000);
}

async function stop(): Promise<void> {
	const stopping = running;
	running = null;
	await stopping?.stop();
}

if (program) {
	writePrometheusConfig(dataDir, port);
	await inTurn(start);
	watchFaults(dataDir, (faults) => {
		gone = faults.some(({ fault }) => fault === "prometheus-gone");
		inTurn(gone ? stop : start);
	});
	const ending = new AbortController();
	onEnd(() => {
		ending.abort();
		return inTurn(stop);
	});
	const whileStopped = (work: () => Promise<void>) => inTurn(() => stop().then(work).then(start));
	backfillHistory({ dataDir, whileStopped, signal: ending.signal }).catch((error: unknown) =>
		console.error("Prometheus runs, but without the two weeks before today:", error),
	);
} else {
	console.error("the sandbox runs without Prometheus: no charts and no alerts");
	const keepAlive = setInterval(() => {}, 3_600_000);
	onEnd(() => clearInterval(keepAlive));
}
console.log("ready");
