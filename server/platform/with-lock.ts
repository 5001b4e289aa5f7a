import { pool } from "./database.ts";

/**
 * Runs `work` while no other process holds this name; returns false when one does. The lock is a session's: a killed process
 * loses it with its connection, so another goes on at once.
 */
export async function withLock(name: string, work: () => Promise<void>): Promise<boolean> {
	const client = await pool().connect();
	try {
		const { rows } = await client.query<{ held: boolean }>(
			"select pg_try_advisory_lock(hashtextextended($1, 7120502)) as held",
			[name],
		);
		if (!rows[0]?.held) return false;
		try {
			await work();
			return true;
		} finally {
			await client.query("select pg_advisory_unlock(hashtextextended($1, 7120502))", [name]);
		}
	} finally {
		client.release();
	}
}
