import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid, notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { drawBurndown } from "./get-sprint.ts";
import { loadTeam } from "./load-team.ts";
import { type NewSprint, newSprintSchema } from "./schema.ts";

/** Plans a sprint. Throws Problem 403, 404, 409 (name taken), 422 (ends before it starts). */
export async function createSprint(actor: Actor, input: NewSprint): Promise<{ id: string }> {
	const sprint = newSprintSchema.parse(input);
	const team = await loadTeam(db(), sprint.team);
	await authorize(actor, "sprint.manage", { teamId: team.id, subject: { kind: "team", id: team.name } });
	const [startsAt, endsAt] = [new Date(sprint.startsAt), new Date(sprint.endsAt)];
	if (endsAt <= startsAt) throw invalid("sprint-ends-before-start", "A sprint must end after it starts.");
	return transaction(async (tx) => {
		const taken = await tx.sprint.findUnique({ where: { teamId_name: { teamId: team.id, name: sprint.name } } });
		if (taken)
			throw conflict("sprint-name-taken", `${team.title} already has a sprint "${sprint.name}".`, {
				name: sprint.name,
			});
		const { id } = await tx.sprint.create({
			data: {
				teamId: team.id,
				name: sprint.name,
				goal: sprint.goal,
				startsAt,
				endsAt,
				capacity: sprint.capacity,
				state: "planned",
			},
		});
		await recordEvent(tx, {
			type: "sprint.created",
			actor,
			subject: { kind: "sprint", id },
			teamId: team.id,
			data: { name: sprint.name },
		});
		await audit(tx, {
			actor,
			action: "sprint.manage",
			subject: { kind: "sprint", id },
			teamId: team.id,
			after: { ...sprint },
		});
		return { id };
	});
}

/** Starts a planned sprint, which freezes its commitment. Throws Problem 409 when another one runs. */
export async function startSprint(actor: Actor, id: string): Promise<{ state: string }> {
	const sprint = await loadSprint(actor, id);
	if (sprint.state !== "planned")
		throw conflict("sprint-not-planned", `${sprint.name} is ${sprint.state}, so it cannot be started.`, {
			sprint: sprint.name,
		});
	return transaction(async (tx) => {
		const running = await tx.sprint.findFirst({ where: { teamId: sprint.teamId, state: "active" } });
		if (running)
			throw conflict("sprint-running", `${running.name} still runs; close it first.`, { sprint: running.name });
		await tx.sprint.update({ where: { id }, data: { state: "active", startedAt: new Date() } });
		await recordEvent(tx, { type: "sprint.started", actor, subject: { kind: "sprint", id }, teamId: sprint.teamId });
		await audit(tx, {
			actor,
			action: "sprint.manage",
			subject: { kind: "sprint", id },
			teamId: sprint.teamId,
			before: { state: "planned" },
			after: { state: "active" },
		});
		return { state: "active" };
	});
}

/** Closes a running sprint: freezes its burndown and moves what is unfinished to `moveTo`, or to the backlog. */
export async function closeSprint(actor: Actor, id: string, moveTo: string | null): Promise<{ carriedOver: number }> {
	const sprint = await loadSprint(actor, id);
	if (sprint.state !== "active")
		throw conflict("sprint-not-running", `${sprint.name} does not run, so it cannot be closed.`, {
			sprint: sprint.name,
		});
	const now = new Date();
	return transaction(async (tx) => {
		const days = await drawBurndown(tx, sprint, now);
		const unfinished = await tx.item.findMany({
			where: { sprintId: id, state: { not: "done" } },
			select: { id: true, key: true, serviceId: true, state: true },
		});
		for (const item of unfinished) {
			await tx.item.update({
				where: { id: item.id },
				data: {
					sprintId: moveTo,
					...(moveTo === null && { state: "backlog" }),
					carriedOver: { increment: 1 },
					version: { increment: 1 },
					updatedAt: now,
				},
			});
			await recordEvent(tx, {
				type: "item.changed",
				actor,
				subject: { kind: "item", id: item.id },
				serviceId: item.serviceId,
				teamId: sprint.teamId,
				data: { key: item.key, before: { sprintId: id }, after: { sprintId: moveTo } },
			});
		}
		await tx.sprint.update({
			where: { id },
			data: { state: "closed", closedAt: now, report: { days, carriedOver: unfinished.length } },
		});
		await recordEvent(tx, {
			type: "sprint.closed",
			actor,
			subject: { kind: "sprint", id },
			teamId: sprint.teamId,
			data: { carriedOver: unfinished.length },
		});
		await audit(tx, {
			actor,
			action: "sprint.manage",
			subject: { kind: "sprint", id },
			teamId: sprint.teamId,
			before: { state: "active" },
			after: { state: "closed", carriedOver: unfinished.length },
		});
		return { carriedOver: unfinished.length };
	});
}

async function loadSprint(actor: Actor, id: string) {
	const sprint = await db().sprint.findUnique({ where: { id } });
	if (!sprint) throw notFound("sprint", id);
	await authorize(actor, "sprint.manage", { teamId: sprint.teamId, subject: { kind: "sprint", id } });
	return sprint;
}
