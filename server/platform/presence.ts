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
			await client.query("select pg_advisory_lock($1, hashtext($2))", [presenceClass, holder]);
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
