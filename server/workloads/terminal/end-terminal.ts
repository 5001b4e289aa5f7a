import type { Actor } from "#server/platform/actor.ts";
import { askHolder } from "./internal/ask-holder.ts";
import { ownTerminal } from "./internal/own-terminal.ts";
import { closeCall } from "./terminal-calls.ts";

/** Ends one's own terminal; one that has ended stays as it is. Throws Problem 403, 404, 503 when its worker is away. */
export async function endTerminal(actor: Actor, id: string): Promise<void> {
	const { endedAt } = await ownTerminal(actor, id, "terminal.end");
	if (!endedAt) await askHolder(closeCall, { id });
}
