import { z } from "zod";
import { findPlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Workload, WorkloadChange } from "../../../prisma/generated/client.ts";
import { writeChange } from "../operate/operate-workload.ts";
import type { Operate } from "../operate/schema.ts";
import { type AlertScaling, alertScalingSchema } from "./schema.ts";

/** An alert of a service in an environment that has begun or ended. */
type Fired = { serviceId: string; environmentId: string; alertName: string };

const scaler = automation("alert-scaling");
const minuteMs = 60_000;
/** Where the rule that brought the pods is gone. */
const usualQuietMinutes = 10;

/**
 * Gives a service more pods because an alert fires that its place has a rule for. While a rollout is under way nothing is done:
 * then the version is the suspect. Safe to repeat. Throws Problem 409 `change-running`; then it is tried again.
 */
export async function scaleForAlert(fired: Fired): Promise<void> {
	const rule = await ruleFor(fired);
	if (!rule) return;
	const open = await openChange(fired, rule.environment);
	// It fires again before the pods have gone: they stay.
	if (open) return void (await db().workloadChange.update({ where: { id: open.id }, data: { undoAt: null } }));
	const { place, running } = await findPlaceToOperate(fired.serviceId, rule.environment);
	const workloads = await db().workload.findMany({
		where: { serviceId: fired.serviceId, environment: rule.environment, deletedAt: null, kind: { not: "DaemonSet" } },
		take: 2,
	});
	const [workload] = workloads;
	if (!workload || workloads.length > 1 || running)
		return log.info({ service: place.service.name, alert: fired.alertName }, "an alert brings no pods at this moment");
	const asked = await more(workload, rule);
	if (asked) await transaction((tx) => writeChange(tx, scaler, { place, workload, asked }));
}

/**
 * Lets the pods go after a quiet time, because the alert that brought them is over, also when the rule is another one by now or
 * gone. Safe to repeat.
 */
export async function settleAfterAlert(fired: Fired, now: Date): Promise<void> {
	const environment = await db().environment.findUnique({ where: { id: fired.environmentId } });
	const open = environment && (await openChange(fired, environment.name));
	if (!open || open.undoAt || open.reason !== reasonOf(fired.alertName)) return;
	const rule = await ruleFor(fired);
	const undoAt = new Date(now.getTime() + (rule?.quietMinutes ?? usualQuietMinutes) * minuteMs);
	await db().workloadChange.update({ where: { id: open.id }, data: { undoAt } });
}

async function ruleFor({ serviceId, environmentId, alertName }: Fired) {
	const place = await db().serviceEnvironment.findUnique({
		where: { serviceId_environmentId: { serviceId, environmentId } },
		include: { environment: { select: { name: true } } },
	});
	const rule = alertScalingSchema.safeParse(place?.alertScaling).data;
	return place && rule?.alert === alertName ? { ...rule, environment: place.environment.name } : null;
}

const reasonOf = (alertName: string) => `alert ${alertName}`;

/** What an alert has brought here, when nobody has taken it back or chosen another number since. */
async function openChange({ serviceId }: Fired, environment: string): Promise<WorkloadChange | null> {
	const newest = await db().workloadChange.findFirst({
		where: {
			...{ serviceId, environment, undoOfId: null },
			...{ action: { in: ["scale", "bounds"] }, status: { in: ["requested", "done", "undone"] } },
		},
		include: { undone: { select: { id: true } } },
		orderBy: { requestedAt: "desc" },
	});
	const own = z.object({ kind: z.literal("automation"), id: z.literal(scaler.id) }).safeParse(newest?.actor).success;
	return own && newest?.status !== "undone" && !newest?.undone ? newest : null;
}

/** More pods, or a higher floor where an autoscaler would take them away again; null where the limit is reached. */
async function more(workload: Workload, rule: AlertScaling & { environment: string }): Promise<Operate | null> {
	const { connectionId, namespace, kind, name, desired } = workload;
	const wanted = Math.min(desired + rule.add, rule.most);
	const about = { environment: rule.environment, reason: reasonOf(rule.alert) };
	const autoscaler = await db().autoscaler.findFirst({
		where: { connectionId, namespace, targetKind: kind, targetName: name },
	});
	if (!autoscaler) return wanted > desired ? { ...about, action: "scale", replicas: wanted } : null;
	const { minReplicas, maxReplicas } = autoscaler;
	if (wanted <= minReplicas) return null;
	return { ...about, action: "bounds", minReplicas: wanted, maxReplicas: Math.max(maxReplicas, wanted) };
}
