import { configuredConnections, saveConfiguredConnections } from "#server/platform/connections/configured.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { runSequencer } from "#server/platform/live/run-sequencer.ts";
import { log } from "#server/platform/log.ts";
import { runReactions } from "#server/platform/reactions.ts";
import { type Handlers, serveCalls } from "#server/platform/rpc.ts";
import type { Stop } from "./feature.ts";
import { features } from "./features.ts";
import { answerPlain } from "./plain-answers.ts";
import { config, redactedSettings } from "./settings.ts";

const settings = config();
if (process.argv.includes("--print-config")) {
	console.log(JSON.stringify(redactedSettings(), null, 2));
	process.exit(0);
}

const address = `http://${settings.WORKER_HOST}:${settings.WORKER_PORT}`;
const handlers: Handlers = new Map();
const stops: Stop[] = [];
let stopping = false;

process.on("uncaughtException", (error) => {
	log.fatal({ error: error.stack }, "uncaught exception; the worker ends and is started again");
	process.exit(1);
});
process.on("unhandledRejection", (reason) => {
	log.fatal(
		{ error: reason instanceof Error ? reason.stack : String(reason) },
		"unhandled rejection; the worker ends and is started again",
	);
	process.exit(1);
});

async function start(): Promise<void> {
	await saveConfiguredConnections(configuredConnections());
	await startJobs(true);
	stops.push(runSequencer(settings.DATABASE_URL));
	for (const feature of features) stops.push(await feature.start({ handlers, address }));
	const server = serveCalls(handlers, (request) => answerPlain(request, () => stopping));
	await new Promise<void>((resolve, reject) =>
		server.once("error", reject).listen(settings.WORKER_PORT, settings.WORKER_HOST, resolve),
	);
	stops.push(async () => void server.close());
	stops.push(whileHolding("worker", address, untilAborted));
	const reactions = features.flatMap((feature) => feature.reactions ?? []);
	stops.push(
		whileHolding("reactions", null, async (signal) => {
			const stop = runReactions(settings.DATABASE_URL, reactions);
			await untilAborted(signal);
			await stop();
		}),
	);
	log.info({ address }, "worker ready");
}

const untilAborted = (signal: AbortSignal) =>
	new Promise<void>((resolve) =>
		signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true }),
	);

async function stop(): Promise<void> {
	if (stopping) return;
	stopping = true;
	setTimeout(() => process.exit(1), 20_000).unref();
	for (const end of stops.reverse())
		await end().catch((error: Error) => log.warn({ error: error.message }, "stopping"));
	await stopJobs();
	await closeDatabase();
	process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());

await start();
