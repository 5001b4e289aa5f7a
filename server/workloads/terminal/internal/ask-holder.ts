import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { type Call, callWorker } from "#server/platform/rpc.ts";
import { leaseOf } from "../terminal-calls.ts";
import { terminalOver } from "./terminal-over.ts";

/** Asks the worker that holds a terminal. One that nobody holds because it has ended is over, not away: Problem 409 instead of 503. */
export async function askHolder<I extends { id: string }, O>(call: Call<I, O>, input: I): Promise<O> {
	try {
		return await callWorker(call, input, leaseOf(input.id));
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		const row = await db().terminalSession.findUnique({ where: { id: input.id } });
		throw row?.endedAt ? terminalOver() : error;
	}
}
