import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import type { Incident } from "../../prisma/generated/client.ts";
import { snapshotQueue } from "./queues.ts";

type Told = { firing: number; from: Date | null; until: Date | null; gaps: number };

/**
 * Makes an incident what its alerts say: begun with the first, over when none fires, a flap for every quiet gap between them.
 * Computed anew each time, so the order in which alerts arrived does not matter. Without alerts nothing is changed.
 */
export async function settleIncident(tx: Transaction, incidentId: string): Promise<void> {
	await tx.$queryRaw`select id from "Incident" where id = ${incidentId}::uuid for update`;
	const incident = await tx.incident.findUniqueOrThrow({ where: { id: incidentId } });
	const [told] = await tx.$queryRaw<Told[]>`
		select count(*) filter (where "endsAt" is null)::int as firing, min("startsAt") as "from", max("endsAt") as until,
			count(*) filter (where "startsAt" > before)::int as gaps
		from (select "startsAt", "endsAt", max(coalesce("endsAt", 'infinity')) over (order by "startsAt" rows between unbounded preceding and 1 preceding) as before
			from "Alert" where "incidentId" = ${incidentId}::uuid) told`;
	if (!told?.from) return;
	const over = told.firing === 0;
	const resolvedAt = over ? told.until : null;
	await tx.incident.update({
		where: { id: incidentId },
		data: {
			startedAt: told.from,
			resolvedAt,
			flaps: told.gaps,
			status: over ? "resolved" : incident.acknowledgedAt ? "acknowledged" : "open",
		},
	});
	await touch(tx, [`incident:${incidentId}`, "incidents", `service:${incident.serviceId}`]);
	if (over && !incident.resolvedAt) await tellResolved(tx, incident, resolvedAt ?? new Date());
	if (!over && incident.resolvedAt) await tellReopened(tx, incident, told.from);
}

/** Says that an incident is over and keeps its graph once more, with the end on it. */
export async function tellResolved(tx: Transaction, incident: Incident, at: Date): Promise<void> {
	await recordEvent(tx, {
		...about(incident),
		type: "incident.resolved",
		occurredAt: at,
		data: { number: incident.number },
	});
	await enqueue(tx, snapshotQueue, { data: { incidentId: incident.id }, startAfter: 20 });
}

const tellReopened = (tx: Transaction, incident: Incident, at: Date) =>
	recordEvent(tx, { ...about(incident), type: "incident.changed", occurredAt: at, data: { change: "reopened" } });

const about = (incident: Incident) => ({
	actor: automation("incidents"),
	subject: { kind: "incident", id: incident.id },
	serviceId: incident.serviceId,
	teamId: incident.teamId,
});
