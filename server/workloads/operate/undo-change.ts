import { findPlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { WorkloadChange } from "../../../prisma/generated/client.ts";
import { isConfigurationOvertaken, undoConfiguration } from "../configuration/undo-configuration.ts";
import { replicasIn } from "./carry-out-change.ts";
import { writeChange } from "./operate-workload.ts";
import { boundsSchema, type OperateAction } from "./schema.ts";

const opposite: Record<string, OperateAction> = { scale: "scale", pause: "resume", resume: "pause", bounds: "bounds" };

/**
 * Asks for the opposite of a change whose time is over. One that was overtaken, by a later number of pods or because its
 * workload is gone, is not undone. Throws Problem 409 `change-running`, and 404 when the place is gone; then the next round tries.
 */
export async function undoChange(change: WorkloadChange): Promise<void> {
	const { connectionId, namespace, kind, name } = change;
	const key = { connectionId, namespace, kind, name };
	const workload = await db().workload.findUnique({ where: { connectionId_namespace_kind_name: key } });
	const action = opposite[change.action];
	const known = action ?? (change.action === "configure" ? change.action : null);
	if (!workload || workload.deletedAt || !known || (await isOvertaken(change))) {
		await db().workloadChange.update({ where: { id: change.id }, data: { undoAt: null } });
		return;
	}
	const { place } = await findPlaceToOperate(change.serviceId, change.environment);
	const reason = change.reason ?? "undo";
	if (!action) return void (await undoConfiguration(change, { place, workload, actor: automation("undo"), reason }));
	const asked = {
		...{ environment: change.environment, action, reason },
		...(action === "scale" && { replicas: replicasIn(change.before) }),
		...(action === "bounds" && boundsIn(change.before)),
	};
	await transaction((tx) => writeChange(tx, automation("undo"), { place, workload, asked, undoOfId: change.id }));
}

function boundsIn(state: unknown) {
	const { min, max } = boundsSchema.parse(state);
	return { minReplicas: min, maxReplicas: max };
}

/** Whether somebody has set another number of pods or bounds since: their word counts. An autoscaler may be gone. */
async function isOvertaken(change: WorkloadChange): Promise<boolean> {
	const { id, action, connectionId, namespace, kind, name, requestedAt } = change;
	if (action === "configure") return isConfigurationOvertaken(change);
	if (action !== "scale" && action !== "bounds") return false;
	const scalers = { connectionId, namespace, targetKind: kind, targetName: name };
	if (action === "bounds" && (await db().autoscaler.count({ where: scalers })) !== 1) return true;
	const later = await db().workloadChange.findFirst({
		where: {
			...{ connectionId, namespace, kind, name, action, undoOfId: null },
			...{ id: { not: id }, status: { in: ["requested", "done"] }, requestedAt: { gt: requestedAt } },
		},
	});
	return later !== null;
}
