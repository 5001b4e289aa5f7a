import { pool } from "#server/platform/database.ts";

/**
 * Runs `work` while no other process works on this deployment; returns false when one does. The lock is a session's:
 * a killed process loses it with its connection, so another goes on at once.
 */
export async function withDeploymentLock(deploymentId: string, work: () => Promise<void>): Promise<boolean> {
	const client = await pool().connect();
	try {
		const { rows } = await client.query<{ held: boolean }>(
			"select pg_try_advisory_lock(hashtextextended($1, 7120502)) as held",
			[deploymentId],
		);
		if (!rows[0]?.held) return false;
		try {
			await work();
			return true;
		} finally {
			await client.query("select pg_advisory_unlock(hashtextextended($1, 7120502))", [deploymentId]);
		}
	} finally {
		client.release();
	}
}
