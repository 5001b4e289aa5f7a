import { z } from "zod";
import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { callWorker, defineCall } from "#server/platform/rpc.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type TestResult, testResultSchema } from "./schema.ts";

/** "Try this connection now", answered by the worker. */
export const testConnectionCall = defineCall({
	name: "connections.test",
	input: z.object({ connectionId: z.uuid() }),
	output: testResultSchema,
});

/** Asks the worker to reach an outside system now. A system that does not answer is a result, not an error. */
export async function testConnection(actor: Actor, connectionId: string): Promise<TestResult> {
	const found = await db().connection.findFirst({ where: { id: connectionId, removedAt: null }, select: { id: true } });
	if (!found) throw notFound("connection", connectionId);
	const subject = { kind: "connection", id: connectionId };
	await authorize(actor, "connection.manage", { subject });
	const result = await callWorker(testConnectionCall, { connectionId });
	await transaction((tx) => audit(tx, { actor, action: "connection.manage", subject, after: { tested: result.ok } }));
	return result;
}
