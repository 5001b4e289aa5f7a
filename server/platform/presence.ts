import { config } from "./config/load.ts";
import { keepConnection } from "./keep-connection.ts";

/** Presence of holders among all advisory locks of the database. */
export const presenceClass = 0x1a20;

type Presence = { kept: boolean; close: () => Promise<void> };

/**
 * An advisory lock of this holder on a connection of its own: Postgres gives it back the moment the process dies, so
 * nobody waits until a dead holder's leases run out. `changed` is called when it is kept, and when the connection is gone
 * while the process lives.
 */
export function keepPresence(holder: string, changed: (kept: boolean) => void): Presence {
	const presence = { kept: false };
	let closing = false;
	const { close } = keepConnection(config().DATABASE_URL, {
		name: "presence",
		opened: async (client) => {
			// Never waiting: a waiting backend does not see its client go, and there would be one more at each attempt.
			const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1, hashtext($2)) as got", [
				presenceClass,
				holder,
			]);
			if (!rows[0]?.got) throw new Error("a connection that was lost has not been given up by Postgres yet");
			presence.kept = true;
			changed(true);
		},
		lost: () => {
			presence.kept = false;
			if (!closing) changed(false);
		},
	});
	return Object.assign(presence, {
		close: () => {
			closing = true;
			return close();
		},
	});
}
