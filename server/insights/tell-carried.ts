import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import type { LoopEvent } from "../../prisma/generated/client.ts";
import type { Carried } from "./carried-between.ts";

type Told = { type: string; data: { environment: string | null; state?: string } };

/**
 * Writes into the history of an item or a pull request what became of the deployment that carried it; `event` is that
 * deployment's. Returns false when it was told before. Safe to repeat.
 */
export async function tellCarried(
	tx: Transaction,
	event: LoopEvent,
	{ carried, type, data }: Told & { carried: Carried },
): Promise<boolean> {
	const { kind, id, key, teamId, assigneeId } = carried;
	const told = await tx.loopEvent.findFirst({
		where: { subjectKind: kind, subjectId: id, type, data: { path: ["deploymentId"], equals: event.subjectId } },
		select: { id: true },
	});
	if (told) return false;
	await recordEvent(tx, {
		type,
		actor: automation("follow-the-code"),
		subject: { kind, id },
		occurredAt: event.occurredAt,
		// A pull request is no news of its service: the deployment itself is.
		serviceId: kind === "item" ? event.serviceId : null,
		teamId,
		data: { ...data, key, deploymentId: event.subjectId, ...(kind === "item" && { assigneeId }) },
	});
	return true;
}
