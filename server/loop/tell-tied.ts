import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";

/** Tells that joints of a node changed after the event that made it: what is kept of its thread is looked at again. */
export function tellTied(tx: Transaction, nodeId: string): Promise<void> {
	return recordEvent(tx, {
		type: "loop.tied",
		actor: automation("loop"),
		subject: { kind: "loop-node", id: nodeId },
	});
}
