import { Client } from "pg";
import { log } from "./log.ts";

type Kept = { close: () => Promise<void> };
type Uses = {
	/** What the connection is for, in the log. */
	name: string;
	/** Called after each (re)connection. */
	opened: (client: Client) => Promise<void>;
	/** Called when a connection that was open is gone. */
	lost?: () => void;
};

const heartbeat = 5_000;

/** A connection to Postgres of its own. A half-open one is found by a query every 5 s. Reconnects for ever with a pause of 0.5–5 s. */
export function keepConnection(url: string, { name, opened, lost }: Uses): Kept {
	let stopped = false;
	let client: Client | undefined;
	let pause = 500;

	const connect = async () => {
		const current = new Client({
			connectionString: url,
			keepAlive: true,
			connectionTimeoutMillis: 5_000,
			query_timeout: heartbeat,
		});
		client = current;
		const gone = new Promise<void>((resolve) => {
			current.on("error", () => resolve());
			current.on("end", () => resolve());
		});
		await current.connect();
		await opened(current);
		pause = 500;
		const beat = setInterval(
			() => void current.query("select 1").catch(() => void current.end().catch(() => {})),
			heartbeat,
		);
		await gone;
		clearInterval(beat);
		lost?.();
	};

	const run = async () => {
		while (!stopped) {
			await connect().catch((error: Error) => log.warn({ connection: name, error: error.message }, "not connected"));
			await client?.end().catch(() => {});
			if (stopped) return;
			await new Promise((resolve) => setTimeout(resolve, pause).unref());
			pause = Math.min(pause * 2, 5_000);
		}
	};
	void run();

	return {
		close: async () => {
			stopped = true;
			await client?.end().catch(() => {});
		},
	};
}
