import { readFaults, watchFaults } from "../faults.ts";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { answers, lastLines, startProgram } from "../part/program.ts";
import { secret } from "../part/secret.ts";
import { debianProgram } from "../programs/debian-program.ts";
import { alertmanagerPaths, writeAlertmanagerConfig } from "./alertmanager-config.ts";
import { relocateTemplates } from "./relocate-templates.ts";

const { dataDir, port, lazoUrl } = partOptions();
const paths = alertmanagerPaths(dataDir);
const program = await debianProgram({
	package: "prometheus-alertmanager",
	binary: "usr/bin/prometheus-alertmanager",
});

if (program) {
	const webhookSecret = secret(dataDir, "alertmanager-webhook-secret");
	const configure = (lost: boolean) => writeAlertmanagerConfig(dataDir, { lazoUrl, secret: webhookSecret, lost });
	let lost = readFaults(dataDir).some(({ fault }) => fault === "lost-webhook");
	configure(lost);
	const running = startProgram({
		...relocateTemplates(program),
		args: [
			`--config.file=${paths.config}`,
			`--storage.path=${paths.storage}`,
			`--web.listen-address=127.0.0.1:${port + 6}`,
			// A single one needs no gossip, and no port for it.
			"--cluster.listen-address=",
			"--log.level=warn",
		],
		logFile: paths.log,
	});
	let stopping = false;
	running.ended.then((code) => {
		if (stopping) return;
		console.error(`Alertmanager ended with code ${code}; see ${paths.log}:\n${lastLines(paths.log)}`);
		process.exit(1);
	});
	await answers(`http://127.0.0.1:${port + 6}/-/ready`, 15_000);
	const stopWatching = watchFaults(dataDir, (faults) => {
		const losing = faults.some(({ fault }) => fault === "lost-webhook");
		if (losing === lost) return;
		lost = losing;
		configure(lost);
		running.child.kill("SIGHUP");
	});
	onEnd(() => {
		stopping = true;
		stopWatching();
		return running.stop();
	});
} else {
	console.error("the sandbox runs without Alertmanager: alerts are not delivered");
	const keepAlive = setInterval(() => {}, 3_600_000);
	onEnd(() => clearInterval(keepAlive));
}
console.log("ready");
