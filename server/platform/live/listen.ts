import { Client } from "pg";
import { log } from "../log.ts";

type Listening = { close: () => Promise<void> };

const heartbeat = 5_000;

/**
 * Calls `onNotice` for every notice on `channel`, and after each (re)connection, since notices are lost meanwhile.
 * A half-open connection is found by a query every 5 s. Reconnects for ever with a pause of 0.5–5 s.
 */
export function listen(url: string, channel: string, onNotice: () => void): Listening {
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
		const lost = new Promise<void>((resolve) => {
			current.on("error", () => resolve());
			current.on("end", () => resolve());
		});
		await current.connect();
		current.on("notification", onNotice);
		await current.query(`listen ${channel}`);
		pause = 500;
		onNotice();
		const beat = setInterval(
			() => void current.query("select 1").catch(() => void current.end().catch(() => {})),
			heartbeat,
		);
		await lost;
		clearInterval(beat);
	};

	const run = async () => {
		while (!stopped) {
			await connect().catch((error: Error) => log.warn({ channel, error: error.message }, "listening failed"));
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
