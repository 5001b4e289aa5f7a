import type { PlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Workload, WorkloadChange } from "../../../prisma/generated/client.ts";
import { holdWorkload } from "../operate/record-change.ts";
import { recordConfigurationChange } from "./internal/record-configuration-change.ts";
import { type ChangedKey, changedKeySchema } from "./schema.ts";

type Undo = { place: PlaceToOperate; workload: Workload; actor: Actor; reason: string; freeze?: string | null };

/**
 * Asks for the earlier value of a key again. It is put back only while the key still has the value that the change brought.
 * Throws Problem 409 `change-running` while another change of the workload waits.
 */
export async function undoConfiguration(
	change: WorkloadChange,
	{ place, workload, actor, reason, freeze }: Undo,
): Promise<{ id: string }> {
	const before: ChangedKey = { ...changedKeySchema.parse(change.after), resourceVersion: null };
	const after: ChangedKey = { ...changedKeySchema.parse(change.before), resourceVersion: null };
	return transaction(async (tx) => {
		await holdWorkload(tx, workload);
		return recordConfigurationChange(tx, actor, {
			...{ place, workload, before, after, value: after.value },
			...{ reason, undoOfId: change.id, freeze },
		});
	});
}

/** Whether somebody has changed the same key since, or nobody knows what it said before: then it stays as it is. */
export async function isConfigurationOvertaken(change: WorkloadChange): Promise<boolean> {
	const { id, connectionId, namespace, requestedAt } = change;
	const { hidden, kind, object, key } = changedKeySchema.parse(change.after);
	if (hidden) return true;
	const later = await db().workloadChange.findMany({
		where: {
			...{ connectionId, namespace, action: "configure", undoOfId: null },
			...{ id: { not: id }, status: { in: ["requested", "done"] }, requestedAt: { gt: requestedAt } },
		},
		select: { after: true },
		take: 200,
	});
	return later.some(({ after }) => {
		const one = changedKeySchema.parse(after);
		return one.kind === kind && one.object === object && one.key === key;
	});
}
