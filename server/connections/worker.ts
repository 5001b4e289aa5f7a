import { connectionKinds } from "#server/platform/connections/configured.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { answer } from "#server/platform/rpc.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { WorkerFeature } from "../worker/feature.ts";
import { reach } from "./reach.ts";
import type { TestResult } from "./schema.ts";
import { testConnectionCall } from "./test-connection.ts";

/** Answers "Test now". */
export const connectionsWorker: WorkerFeature = {
	name: "connections",
	start: async ({ handlers }) => {
		answer(handlers, testConnectionCall, ({ connectionId }) => tryConnection(connectionId));
		return async () => {};
	},
};

async function tryConnection(id: string): Promise<TestResult> {
	const connection = await db().connection.findFirst({ where: { id, removedAt: null } });
	const kind = connectionKinds.find((known) => known === connection?.kind);
	if (!connection || !kind) throw notFound("connection", id);
	const started = Date.now();
	try {
		const version = await reach[kind](connection);
		await reportSuccess(id, version ? { version } : {});
		await transaction((tx) => touch(tx, ["connections", `connection:${id}`]));
		return { ok: true, version, code: null, message: null, milliseconds: Date.now() - started };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "failed";
		await reportError(id, code, message);
		return { ok: false, version: null, code, message: message.slice(0, 500), milliseconds: Date.now() - started };
	}
}
