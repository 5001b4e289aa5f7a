import { pool } from "./database.ts";
import { log } from "./log.ts";

/**
 * Runs `work` while no other process holds this name; returns false when one does. The lock is a session's: a killed process
 * loses it with its connection, so another goes on at once.
 */
export async function withLock(name: string, work: () => Promise<void>): Promise<boolean> {
	const client = await pool().connect();
	// A connection whose lock cannot be told must not go back to the pool: it would hold the lock for as long as it lives.
	let sure = false;
	// Of a connection that nobody queries the end is an event; without a listener it would end the process.
	const lost = (error: Error) => log.warn({ lock: name, error: error.message }, "the connection of a lock was lost");
	client.on("error", lost);
	try {
		const { rows } = await client.query<{ held: boolean }>(
			"select pg_try_advisory_lock(hashtextextended($1, 7120502)) as held",
			[name],
		);
		const held = rows[0]?.held === true;
		sure = !held;
		if (!held) return false;
		try {
			await work();
			return true;
		} finally {
			await client.query("select pg_advisory_unlock(hashtextextended($1, 7120502))", [name]).then(
				() => {
					sure = true;
				},
				(error: Error) => log.warn({ lock: name, error: error.message }, "a lock is let go with its connection"),
			);
		}
	} finally {
		if (sure) client.off("error", lost);
		client.release(!sure);
	}
}
