import { audit } from "#server/access/audit.ts";
import type { Action } from "#server/access/policy.ts";
import type { PlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import type { Prisma, Workload } from "../../../prisma/generated/client.ts";
import { operateQueue } from "./queue.ts";

const minuteMs = 60_000;

/** A change to be written down: `before` and `after` as the worker needs them, `audited` and `told` as people are to read them. */
export type NewChange = {
	place: PlaceToOperate;
	workload: Workload;
	action: string;
	reason: string;
	undoMinutes?: number | undefined;
	undoOfId?: string | undefined;
	before: Prisma.InputJsonObject;
	after: Prisma.InputJsonObject;
	sealedValue?: Uint8Array<ArrayBuffer> | null;
	audited: { action: Action; before: object; after: object };
	told: object;
};

/** Throws Problem 409 `change-running` while another change of the workload waits; nobody else begins one until `tx` ends. */
export async function holdWorkload(tx: Transaction, { id, ...workload }: Workload): Promise<void> {
	const { connectionId, namespace, kind, name } = workload;
	// One after the other: what two people ask for at once would take each other back.
	await tx.$queryRaw`select id from "Workload" where id = ${id}::uuid for update`;
	const waiting = await tx.workloadChange.findFirst({
		where: { connectionId, namespace, kind, name, status: "requested" },
	});
	if (waiting)
		throw conflict("change-running", "Another change of this workload is being carried out. Try again in a moment.");
}

/** Writes a change with its audit line, event and job; the caller holds the workload. */
export async function recordChange(tx: Transaction, actor: Actor, change: NewChange): Promise<{ id: string }> {
	const { place, workload, action, reason, undoMinutes, undoOfId, before, after, sealedValue, audited, told } = change;
	const { connectionId, namespace, kind, name } = workload;
	const { serviceId, environment } = place;
	const { id } = await tx.workloadChange.create({
		data: {
			...{ connectionId, namespace, kind, name, serviceId, environment: environment.name },
			...{ action, reason, before, after, status: "requested", actor: actorRef(actor) },
			sealedValue: sealedValue ?? null,
			undoAt: undoMinutes ? new Date(Date.now() + undoMinutes * minuteMs) : null,
			undoOfId: undoOfId ?? null,
		},
	});
	const subject = { kind: "workload-change", id };
	const teamId = place.service.ownerTeamId;
	await audit(tx, { actor, subject, teamId, environment: environment.name, reason, ...audited });
	await recordEvent(tx, {
		...{ type: "workload.change-requested", actor, subject, serviceId, teamId, data: told },
	});
	await enqueue(tx, operateQueue, { data: { changeId: id } });
	return { id };
}
