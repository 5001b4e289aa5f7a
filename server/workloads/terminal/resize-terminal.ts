import type { Actor } from "#server/platform/actor.ts";
import { askHolder } from "./internal/ask-holder.ts";
import { ownTerminal } from "./internal/own-terminal.ts";
import type { Window } from "./schema.ts";
import { resizeCall } from "./terminal-calls.ts";

/** Tells one's own terminal how large its window is. Throws Problem 403, 404, 409, 503. */
export async function resizeTerminal(actor: Actor, id: string, window: Window): Promise<void> {
	await ownTerminal(actor, id, "terminal.open");
	await askHolder(resizeCall, { id, ...window });
}
