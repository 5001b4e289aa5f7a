import { config } from "#server/platform/config/load.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { startFeed } from "#server/platform/live/feed.ts";
import { log } from "#server/platform/log.ts";
import { beginStopping, webState } from "./web-state.ts";

const graceMs = 25_000;
const retryMs = 2_000;

/** Starts what the web process needs beside the framework: settings, live feed, job sender, handlers of its end. */
export async function startWeb(): Promise<void> {
	if (webState().started) return;
	webState().started = true;
	const settings = config();
	endOnCrash();
	endOnSignal();
	// The database may still be starting; the process is alive meanwhile and says "not ready".
	void untilItWorks("live feed", async () => {
		const close = await startFeed(settings.DATABASE_URL);
		webState().closers.push(close);
		webState().feedRunning = true;
	});
	void untilItWorks("job queue", async () => {
		await startJobs(false);
		webState().closers.push(stopJobs);
	});
}

async function untilItWorks(what: string, start: () => Promise<void>): Promise<void> {
	for (;;) {
		try {
			await start();
			return;
		} catch (error) {
			log.warn(
				{ what, error: error instanceof Error ? error.message : String(error) },
				"not started yet; trying again",
			);
		}
		if (webState().stopping) return;
		await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
	}
}

function endOnCrash(): void {
	process.on("uncaughtException", (error) => {
		log.fatal({ error: error.stack }, "uncaught exception; the web process ends and is started again");
		process.exit(1);
	});
	process.on("unhandledRejection", (reason) => {
		log.fatal(
			{ error: reason instanceof Error ? reason.stack : String(reason) },
			"unhandled rejection; the web process ends and is started again",
		);
		process.exit(1);
	});
}

function endOnSignal(): void {
	const end = () => {
		if (webState().stopping) return;
		// An open stream would hold the framework's own shutdown for ever.
		beginStopping();
		setTimeout(() => process.exit(0), graceMs).unref();
		void closeAll().finally(() => process.exit(0));
	};
	process.prependListener("SIGTERM", end);
	process.prependListener("SIGINT", end);
}

const drainMs = 1_000;

async function closeAll(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, drainMs));
	for (const close of webState().closers) {
		await close().catch((error: Error) => log.warn({ error: error.message }, "stopping"));
	}
	await closeDatabase();
}
