import type { Actor } from "./actor.ts";
import { actorRef } from "./actor.ts";
import type { Transaction } from "./database.ts";

/** A change of state that anyone may later ask about; `data` is code parameters, never a sentence. */
export type NewEvent = {
	/** For example "deployment.requested". */
	type: string;
	actor: Actor;
	subject: { kind: string; id: string };
	/** When it happened out there; defaults to now. */
	occurredAt?: Date;
	serviceId?: string | null;
	teamId?: string | null;
	data?: object;
};

/** Appends to the event log and tells the screens that show the subject. */
export function recordEvent(tx: Transaction, event: NewEvent): Promise<void> {
	return recordEvents(tx, [event]);
}

/** Appends many events in two statements, however many there are. */
export async function recordEvents(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
	if (events.length === 0) return;
	await tx.loopEvent.createMany({
		data: events.map((event) => ({
			type: event.type,
			actor: actorRef(event.actor),
			subjectKind: event.subject.kind,
			subjectId: event.subject.id,
			occurredAt: event.occurredAt ?? new Date(),
			serviceId: event.serviceId ?? null,
			teamId: event.teamId ?? null,
			data: { ...event.data },
		})),
	});
	await touch(tx, events.flatMap(keysOf));
}

function keysOf({ subject, serviceId, teamId }: NewEvent): string[] {
	const keys = [`${subject.kind}:${subject.id}`, `${subject.kind}s`];
	if (serviceId) keys.push(`service:${serviceId}`);
	if (teamId) keys.push(`team:${teamId}`);
	return keys;
}

/** Tells the screens that show these keys ("run:<id>", "runs", "service:<id>"…) to read again. */
export async function touch(tx: Transaction, keys: string[]): Promise<void> {
	const unique = [...new Set(keys)];
	if (unique.length === 0) return;
	await tx.liveChange.createMany({ data: unique.map((key) => ({ key })) });
}
