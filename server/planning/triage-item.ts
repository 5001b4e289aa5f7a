import { audit } from "#server/access/audit.ts";
import type { Actor } from "#server/platform/actor.ts";
import type { Reader } from "#server/platform/database.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { loadItemFor } from "./load-item.ts";
import { checkSprint } from "./load-team.ts";
import { type Triage, triageSchema } from "./schema.ts";

/** Decides about an arrival from production: accept (into a sprint), snooze, decline with a reason, or merge. Throws Problem 409 for items people wrote. */
export async function triageItem(actor: Actor, key: string, input: Triage): Promise<{ triage: string }> {
	const decision = triageSchema.parse(input);
	const item = await loadItemFor(actor, "item.triage", key);
	if (item.triage === null)
		throw conflict(
			"not-from-production",
			`${key} was written by a person, so there is nothing to decide about it here.`,
			{ key },
		);
	return transaction(async (tx) => {
		const change = await changeOf(tx, item, decision);
		await tx.item.update({
			where: { id: item.id },
			data: { ...change, updatedAt: new Date(), version: { increment: 1 } },
		});
		const before = { triage: item.triage, state: item.state, sprintId: item.sprintId };
		await recordEvent(tx, {
			type: "item.changed",
			actor,
			subject: { kind: "item", id: item.id },
			serviceId: item.serviceId,
			teamId: item.teamId,
			data: { key, before, after: { ...change } },
		});
		await audit(tx, {
			actor,
			action: "item.triage",
			subject: { kind: "item", id: key },
			teamId: item.teamId,
			before,
			after: change,
			reason: change.triageReason ?? null,
		});
		return { triage: change.triage };
	});
}

type Change = {
	triage: string;
	state?: string;
	sprintId?: string | null;
	snoozedUntil?: Date | null;
	triageReason?: string | null;
	duplicateOfId?: string;
	finishedAt?: Date;
};

async function changeOf(reader: Reader, item: { id: string; teamId: string }, decision: Triage): Promise<Change> {
	switch (decision.decision) {
		case "accept":
			await checkSprint(reader, decision.sprintId, item.teamId);
			return {
				triage: "accepted",
				state: decision.sprintId ? "todo" : "backlog",
				sprintId: decision.sprintId,
				snoozedUntil: null,
			};
		case "snooze": {
			const until = new Date(decision.until);
			if (until <= new Date()) throw invalid("snooze-in-the-past", "Choose a time that lies ahead.");
			return { triage: "snoozed", snoozedUntil: until };
		}
		case "decline":
			return { triage: "declined", triageReason: decision.reason, state: "done", finishedAt: new Date() };
		case "merge": {
			const into = await reader.item.findUnique({ where: { key: decision.into }, select: { id: true, teamId: true } });
			if (!into || into.id === item.id || into.teamId !== item.teamId)
				throw invalid("no-such-item", `${decision.into} is not another item of this team.`, { key: decision.into });
			return { triage: "duplicate", duplicateOfId: into.id, state: "done", finishedAt: new Date() };
		}
	}
}
