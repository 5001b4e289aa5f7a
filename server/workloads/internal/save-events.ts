import type { EventObject } from "#server/connectors/kubernetes/pod-object.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

const batch = 500;

/** Writes events of a cluster by their uid and tells the screens of the namespaces they are about. */
export async function saveEvents(connectionId: string, events: EventObject[]): Promise<void> {
	for (let from = 0; from < events.length; from += batch) {
		const part = events.slice(from, from + batch);
		await transaction(async (tx) => {
			await tx.$executeRaw`
				insert into "ClusterEvent" (id, "connectionId", uid, namespace, "involvedKind", "involvedName", type, reason, message,
					count, "firstAt", "lastAt")
				select gen_random_uuid(), ${connectionId}::uuid, r.uid, r.namespace, r."involvedKind", r."involvedName", r.type, r.reason,
					r.message, r.count, r."firstAt", r."lastAt"
				from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as r(uid text, namespace text, "involvedKind" text,
					"involvedName" text, type text, reason text, message text, count int, "firstAt" timestamptz, "lastAt" timestamptz)
				on conflict ("connectionId", uid) do update set count = excluded.count, "lastAt" = excluded."lastAt",
					message = excluded.message`;
			await touch(
				tx,
				part.map(({ namespace }) => `cluster-events:${namespace}`),
			);
		});
	}
}
