import { join } from "node:path";
import { parseArgs } from "node:util";
import { watchFaults } from "../faults.ts";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { createApiServer } from "./api/api-server.ts";
import { startControllers } from "./controllers/start-controllers.ts";
import { loadCredentials } from "./pki/credentials.ts";
import { openJournal } from "./storage/journal.ts";
import { Store } from "./storage/store.ts";

const { dataDir, port: basePort } = partOptions();
const { values } = parseArgs({
	strict: false,
	options: { history: { type: "string" }, toleration: { type: "string" } },
});
const port = basePort + 1;

const journal = openJournal(join(dataDir, "kubernetes"));
const cluster = {
	// How many changes a watch can be resumed over before it gets 410 Gone.
	store: new Store(journal, Number(values.history ?? 2000)),
	tolerationSeconds: Number(values.toleration ?? 20),
};
const credentials = loadCredentials(dataDir, port);
const server = createApiServer({ cluster, credentials, port });
const controllers = startControllers(cluster, credentials.authority);
await server.appear();

// One change of the faults after the other, so that a quick break and mend ends mended.
let last = Promise.resolve();
let isGone = false;
const stopWatching = watchFaults(dataDir, (faults) => {
	const goes = faults.some(({ fault }) => fault === "cluster-gone");
	if (goes === isGone) return;
	isGone = goes;
	if (goes) controllers.pause();
	else controllers.resume();
	last = last.then(() => (goes ? server.vanish() : server.appear()));
});

onEnd(async () => {
	stopWatching();
	controllers.pause();
	await server.vanish();
	journal.close();
});
process.stdout.write("ready\n");
