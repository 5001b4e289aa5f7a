import { db } from "#server/platform/database.ts";
import { scaleForAlert, settleAfterAlert } from "#server/workloads/alert-scaling/scale-for-alert.ts";

/** What is told of a past, or came so late, brings no pods any more. */
const recentMs = 15 * 60_000;

/** Brings and takes pods as alerts begin and end, where a place has a rule for that. Safe to run twice. */
export async function scaleForAlerts({ type, subjectId }: { type: string; subjectId: string }): Promise<void> {
	const alert = await db().alert.findUnique({ where: { id: subjectId } });
	if (!alert?.serviceId || !alert.environmentId) return;
	const { serviceId, environmentId, name: alertName, startsAt, endsAt } = alert;
	const fired = { serviceId, environmentId, alertName };
	if (type === "alert.fired") {
		if (!endsAt && Date.now() - startsAt.getTime() < recentMs) await scaleForAlert(fired);
		return;
	}
	const others = await db().alert.count({ where: { serviceId, environmentId, name: alertName, endsAt: null } });
	if (others === 0) await settleAfterAlert(fired, new Date());
}
