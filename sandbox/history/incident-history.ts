import { between } from "./chance.ts";
import type { Deployed } from "./deployment-history.ts";
import type { HistoryIncident } from "./history-format.ts";
import { type IncidentPlan, incidentPlans } from "./incident-plans.ts";
import { day, inWorkingHours, iso, minute } from "./working-time.ts";

/** The incidents of the past with their times; those that a deployment caused begin a minute or two after it. */
export function incidentHistory(now: number, deployments: Deployed[]): HistoryIncident[] {
	return incidentPlans.flatMap((plan) => {
		const suspect = plan.cause === "deployment" ? suspectOf(plan, deployments) : null;
		if (plan.cause === "deployment" && suspect === null) return [];
		const cause = suspect === null ? undefined : deployments[suspect];
		const started = Math.round(beginning(plan, now, cause));
		const detected = started + Math.round(between(7, 14, "detected", plan.title) * 1000);
		const acknowledged = detected + Math.round(between(0.6, 2.4, "acknowledged", plan.title) * minute);
		const { service, environment, title, severity, alertname, summary, itemKey, acknowledgedBy } = plan;
		return {
			...{ service, environment, title, severity, alertname, summary, itemKey, acknowledgedBy, suspect },
			startedAt: iso(started),
			detectedAt: iso(detected),
			acknowledgedAt: iso(acknowledged),
			resolvedAt: iso(started + plan.minutes * minute),
		};
	});
}

function suspectOf(plan: IncidentPlan, deployments: Deployed[]): number | null {
	const position = deployments.findIndex(
		({ service, environment, outcome }) =>
			service === plan.service && environment === plan.environment && outcome === "rolled_back",
	);
	return position === -1 ? null : position;
}

function beginning(plan: IncidentPlan, now: number, cause: Deployed | undefined): number {
	if (cause) return Date.parse(cause.finishedAt) + between(40, 90, "began", plan.title) * 1000;
	return plan.cause === "deployment" ? now : inWorkingHours(now - plan.cause.daysAgo * day);
}
