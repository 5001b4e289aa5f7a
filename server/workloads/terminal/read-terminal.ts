import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { streamFromWorker } from "#server/platform/rpc-stream.ts";
import { ownTerminal } from "./internal/own-terminal.ts";
import { type TerminalEvent, terminalEndSchema } from "./schema.ts";
import { leaseOf, readCall } from "./terminal-calls.ts";

type Asked = { id: string; from: number };

/** What one's own terminal prints, from a number of bytes on, until it ends or `signal` aborts. Throws Problem 403, 404, 503. */
export async function* readTerminal(
	actor: Actor,
	{ id, from }: Asked,
	signal: AbortSignal,
): AsyncGenerator<TerminalEvent> {
	await ownTerminal(actor, id, "terminal.read");
	try {
		yield* streamFromWorker(readCall, { id, from }, { signal, lease: leaseOf(id) });
	} catch (error) {
		const end = error instanceof Problem ? await endOf(id) : null;
		if (!end) throw error;
		yield end;
	}
}

/** The end that stands in the books; null while it is open there. */
async function endOf(id: string): Promise<TerminalEvent | null> {
	const row = await db().terminalSession.findUnique({ where: { id } });
	if (!row?.endedAt) return null;
	return { type: "end", ended: terminalEndSchema.catch("worker-lost").parse(row.ended), exitCode: row.exitCode };
}
