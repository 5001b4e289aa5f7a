import type { Actor } from "#server/platform/actor.ts";
import { askHolder } from "./internal/ask-holder.ts";
import { ownTerminal } from "./internal/own-terminal.ts";
import type { TerminalInput } from "./schema.ts";
import { writeCall } from "./terminal-calls.ts";

/** Types into one's own terminal. Sent again with the same number it is not typed twice. Throws Problem 403, 404, 409, 503. */
export async function writeTerminal(actor: Actor, id: string, input: TerminalInput): Promise<void> {
	await ownTerminal(actor, id, "terminal.open");
	await askHolder(writeCall, { id, ...input });
}
