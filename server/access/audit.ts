import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db, type Transaction } from "#server/platform/database.ts";
import { wakeSequencer } from "#server/platform/live/wake.ts";
import type { Action } from "./policy.ts";

export type AuditLine = {
	actor: Actor;
	action: Action;
	subject: { kind: string; id: string };
	teamId?: string | null;
	environment?: string | null;
	before?: object;
	after?: object;
	reason?: string | null;
	requestId?: string | null;
};

/** Writes the audit line of a change, in the transaction of the change. */
export async function audit(tx: Transaction, line: AuditLine): Promise<void> {
	await tx.auditEntry.create({ data: { ...row(line), outcome: "done" } });
}

/** Writes the audit line of a refusal; it has a transaction of its own, since the work has none. */
export async function auditRefusal(line: AuditLine): Promise<void> {
	await db().auditEntry.create({ data: { ...row(line), outcome: "refused" } });
	wakeSequencer();
}

function row(line: AuditLine) {
	return {
		actor: actorRef(line.actor),
		actorId: line.actor.id,
		action: line.action,
		subjectKind: line.subject.kind,
		subjectId: line.subject.id,
		teamId: line.teamId ?? null,
		environment: line.environment ?? null,
		...(line.before && { before: { ...line.before } }),
		...(line.after && { after: { ...line.after } }),
		reason: line.reason ?? null,
		requestId: line.requestId ?? null,
	};
}
