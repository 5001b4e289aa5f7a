import { setTimeout as pause } from "node:timers/promises";
import type { Prisma } from "../../prisma/generated/client.ts";
import { db } from "./database.ts";
import { conflict, invalid, Problem } from "./errors.ts";
import { notingCommits } from "./transaction.ts";

/** A write that its caller named, so that it can be sent again without being done again. */
export type NamedWrite = {
	caller: string;
	key: string;
	/** Tells this request from another one under the same key. */
	requestHash: string;
	/** The answer as it is told, if what a transaction or the whole write gave is one. */
	answerIn: (result: unknown) => Prisma.InputJsonObject | undefined;
	/** False for an answer that holds a secret. */
	keepAnswer: boolean;
};

const dayMs = 24 * 3_600_000;
/** Longer than any write takes; a claim that is older and did not commit was left by a process that died. */
const abandonedMs = 60_000;
const patienceMs = 10_000;

/**
 * Does a write once per caller and key, for a day: whoever comes again, also at the same moment, gets the first answer.
 * That the write was done is noted in its own transaction, so a crash leaves neither half. A write that failed may be tried again.
 * Throws Problem 422 for another request under the same key, 409 while the first one lasts or when its answer is not kept.
 */
export async function onlyOnce<T>(
	write: NamedWrite,
	work: () => Promise<T>,
): Promise<{ answer: unknown; again: boolean }> {
	const deadline = Date.now() + patienceMs;
	for (;;) {
		const id = await claim(write);
		if (id) return { answer: await perform(id, write, work), again: false };
		const known = await db().idempotencyKey.findUnique({
			where: { caller_key: { caller: write.caller, key: write.key } },
		});
		if (known && known.requestHash !== write.requestHash)
			throw invalid(
				"idempotency-key-reused",
				"This Idempotency-Key was sent with another request before; use a new one.",
			);
		if (known?.answer) return { answer: known.answer, again: true };
		const age = Date.now() - (known?.createdAt.getTime() ?? 0);
		if (known?.committed && (!write.keepAnswer || age > abandonedMs))
			throw conflict(
				"idempotency-answer-not-kept",
				"This was done already, and its answer is not told again. Look at the thing itself.",
			);
		if (Date.now() > deadline) throw stillRunning();
		await pause(100);
	}
}

/** Puts the key in place for this request; null when somebody else's stands there. */
async function claim({ caller, key, requestHash }: NamedWrite): Promise<string | null> {
	const now = Date.now();
	await db().idempotencyKey.deleteMany({
		where: {
			...{ caller, key },
			OR: [
				{ createdAt: { lt: new Date(now - dayMs) } },
				{ committed: false, createdAt: { lt: new Date(now - abandonedMs) } },
			],
		},
	});
	const data = [{ caller, key, requestHash, createdAt: new Date(now) }];
	const [row] = await db().idempotencyKey.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } });
	return row?.id ?? null;
}

async function perform<T>(id: string, write: NamedWrite, work: () => Promise<T>): Promise<T> {
	const kept = (result: unknown) => {
		const answer = write.keepAnswer ? write.answerIn(result) : undefined;
		return answer && { answer };
	};
	try {
		// When the claim was taken over meanwhile its row is gone, and the write fails with it.
		const answer = await notingCommits(
			async (tx, result) =>
				void (await tx.idempotencyKey.update({ where: { id }, data: { committed: true, ...kept(result) } })),
			work,
		);
		await db().idempotencyKey.update({ where: { id }, data: { committed: true, ...kept(answer) } });
		return answer;
	} catch (error) {
		// A refusal has written no more than its audit line. What failed after its commit stays done.
		const refused = error instanceof Problem && error.status < 500;
		await db().idempotencyKey.deleteMany({ where: { id, ...(!refused && { committed: false }) } });
		throw error;
	}
}

const stillRunning = () =>
	new Problem({
		status: 409,
		code: "idempotency-in-progress",
		detail: "The first request with this Idempotency-Key is still being answered. Ask again in a second.",
		retryAfter: 1,
	});
