import { once } from "node:events";
import { join } from "node:path";
import { type Fault, watchFaults } from "../faults.ts";
import { onEnd } from "../part/on-end.ts";
import { partOptions } from "../part/part-options.ts";
import { secret } from "../part/secret.ts";
import { failInterruptedRuns } from "./actions/fail-interrupted-runs.ts";
import type { Context } from "./context.ts";
import { seedCompany } from "./seed/seed-company.ts";
import { gitHubServer } from "./server.ts";
import { openState } from "./state/open-state.ts";
import { strikeBadVersion } from "./strike-bad-version.ts";
import { createEmitter } from "./webhooks/create-emitter.ts";

const { dataDir, port, lazoUrl } = partOptions();
const folder = join(dataDir, "github");
const { state, fresh, save, flush } = openState(folder);
const webhookSecret = secret(dataDir, "github-webhook-secret");
const webUrl = `http://127.0.0.1:${port + 2}`;
let faults: Fault[] = [];
const broken = (name: Fault["fault"]) => faults.some((fault) => fault.fault === name);

const context: Context = {
	state,
	save,
	repositories: join(folder, "repositories"),
	webUrl,
	apiUrl: `${webUrl}/api/v3`,
	registry: `127.0.0.1:${port}`,
	lazoUrl,
	kubeconfig: join(dataDir, "kubeconfig"),
	token: secret(dataDir, "github-token"),
	speed: Number(process.env.ACTIONS_SPEED) || 1,
	running: new Map(),
	emit: createEmitter({
		url: `${lazoUrl}/api/webhooks/github`,
		secret: webhookSecret,
		lost: () => broken("lost-webhook") || broken("github-gone"),
	}),
};

if (fresh) {
	await registryAnswers(context.registry);
	// What is seeded is remembered as a whole or not at all: a start that breaks off begins anew.
	await seedCompany({ ...context, save: () => {} }, folder, new Date());
	flush();
}
failInterruptedRuns(context);
const server = gitHubServer(context);
server.listen(port + 2, "127.0.0.1");
await once(server, "listening");

const stopWatching = watchFaults(dataDir, (now) => {
	faults = now;
	// Gone means gone: connections are refused, not answered with an error.
	if (!broken("github-gone") && !server.listening) server.listen(port + 2, "127.0.0.1");
	if (broken("github-gone") && server.listening) {
		server.close();
		server.closeAllConnections();
	}
	const struck = now.filter((fault) => fault.fault === "bad-version").map((fault) => fault.target);
	const fallen = struck.filter((service) => !state.struckServices.includes(service));
	state.struckServices = struck;
	save();
	for (const service of fallen) strikeBadVersion(context, service).catch((error: unknown) => console.error(error));
});

onEnd(() => {
	stopWatching();
	server.close();
	server.closeAllConnections();
	flush();
});
console.log("ready");

/** Past releases are pushed at the first start, so the registry has to be there: waits for it up to three minutes. */
async function registryAnswers(registry: string): Promise<void> {
	for (const end = Date.now() + 180_000; Date.now() < end; ) {
		const response = await fetch(`http://${registry}/v2/`).catch(() => null);
		if (response?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`the registry at ${registry} does not answer; start it before GitHub`);
}
