import { answerAlertmanager } from "#server/incidents/answer-alertmanager.ts";
import { alertDeliveries, withLimits } from "#server/web/with-limits.ts";

export const dynamic = "force-dynamic";
export const POST = withLimits(alertDeliveries, answerAlertmanager);
