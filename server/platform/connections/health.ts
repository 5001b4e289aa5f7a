import { db } from "../database.ts";
import { touch } from "../events.ts";
import { transaction } from "../transaction.ts";

/** What went well: how old the newest data was (ms), what is left of a rate limit, which version answered. */
export type Success = { lagMs?: number; rateLeft?: number; version?: string };

const lastWrite = new Map<string, number>();
const quietMs = 5_000;

/** Notes that an outside system answered. Written at most every 5 s unless it comes after an error; then the screens are told. */
export async function reportSuccess(connectionId: string, success: Success = {}): Promise<void> {
	const now = Date.now();
	const before = lastWrite.get(connectionId);
	if (now - (before ?? 0) < quietMs) return;
	lastWrite.set(connectionId, now);
	const change = { where: { id: connectionId }, data: { lastSuccessAt: new Date(now), ...success } };
	if (before !== undefined) return void (await db().connection.updateMany(change));
	await transaction(async (tx) => {
		await tx.connection.updateMany(change);
		await touch(tx, ["connections", `connection:${connectionId}`]);
	});
}

/** Notes that an outside system failed, with a code and a sentence, and tells the screens. */
export async function reportError(connectionId: string, code: string, message: string): Promise<void> {
	lastWrite.delete(connectionId);
	await transaction(async (tx) => {
		await tx.connection.updateMany({
			where: { id: connectionId },
			data: { lastErrorAt: new Date(), lastError: { code, message: message.slice(0, 500) } },
		});
		await touch(tx, ["connections", `connection:${connectionId}`]);
	});
}

/** A verb on a resource, as in "list statefulsets.apps". */
export type MissingRight = { verb: string; resource: string };

/** Notes what the credential of an outside system may not do there, and tells the screens when that changed. */
export async function saveMissingRights(connectionId: string, rights: MissingRight[]): Promise<void> {
	await transaction(async (tx) => {
		const { count } = await tx.connection.updateMany({
			where: { id: connectionId, NOT: { missingRights: { equals: rights } } },
			data: { missingRights: rights },
		});
		if (count > 0) await touch(tx, ["connections", `connection:${connectionId}`]);
	});
}
