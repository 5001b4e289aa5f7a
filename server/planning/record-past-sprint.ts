import type { Actor } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { drawBurndown } from "./get-sprint.ts";

export type PastSprint = {
	teamId: string;
	name: string;
	startsAt: Date;
	endsAt: Date;
	capacity: number;
	state: "planned" | "active" | "closed";
};

/** Writes a sprint as it was planned before Lazo; a sprint of that name stays as it is. Returns its id. */
export async function recordPastSprint(tx: Transaction, actor: Actor, sprint: PastSprint): Promise<string> {
	const known = await tx.sprint.findUnique({ where: { teamId_name: { teamId: sprint.teamId, name: sprint.name } } });
	if (known) return known.id;
	const { id } = await tx.sprint.create({
		data: {
			...sprint,
			startedAt: sprint.state === "planned" ? null : sprint.startsAt,
			closedAt: sprint.state === "closed" ? sprint.endsAt : null,
		},
	});
	await recordEvent(tx, {
		type: "sprint.created",
		actor,
		subject: { kind: "sprint", id },
		occurredAt: sprint.startsAt,
		teamId: sprint.teamId,
		data: { name: sprint.name },
	});
	return id;
}

/** Freezes the burndown of a sprint that closed in the past; call it when its items are written. */
export async function freezePastSprint(tx: Transaction, id: string): Promise<void> {
	const sprint = await tx.sprint.findUniqueOrThrow({ where: { id } });
	if (sprint.state !== "closed" || sprint.report !== null) return;
	const carriedOver = await tx.item.count({ where: { sprintId: id, state: { not: "done" } } });
	await tx.sprint.update({
		where: { id },
		data: { report: { days: await drawBurndown(tx, sprint, sprint.endsAt), carriedOver } },
	});
}
