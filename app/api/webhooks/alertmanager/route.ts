import { answerAlertmanager } from "#server/incidents/answer-alertmanager.ts";

export const dynamic = "force-dynamic";
export const POST = answerAlertmanager;
