import { z } from "zod";
import { OutboundError, outbound } from "#server/platform/outbound.ts";
import { describeAlert, type ObservedAlert, readAlertJson } from "./webhook.ts";

export type AlertmanagerTarget = { url: string; token: string | null };

const labels = z.record(z.string(), z.string());
const alertsSchema = z.array(
	z.object({
		fingerprint: z.string(),
		labels,
		annotations: labels.default({}),
		startsAt: z.iso.datetime({ offset: true }),
		generatorURL: z.string().default(""),
		status: z.object({ state: z.enum(["active", "suppressed", "unprocessed"]) }),
	}),
);

/** The alerts that fire now, from GET /api/v2/alerts. Throws OutboundError. */
export async function listFiringAlerts(target: AlertmanagerTarget): Promise<ObservedAlert[]> {
	const found = await ask(target, "/api/v2/alerts?active=true&silenced=true&inhibited=true", alertsSchema);
	return found.map((alert) => ({
		...describeAlert(alert.labels, alert.generatorURL),
		fingerprint: alert.fingerprint,
		annotations: alert.annotations,
		startsAt: new Date(alert.startsAt),
		endsAt: null,
	}));
}

/** Version of the Alertmanager that answers. Throws OutboundError. */
export async function readStatus(target: AlertmanagerTarget): Promise<string> {
	const status = await ask(target, "/api/v2/status", z.object({ versionInfo: z.object({ version: z.string() }) }));
	return status.versionInfo.version;
}

async function ask<T extends z.ZodType>(target: AlertmanagerTarget, path: string, schema: T): Promise<z.output<T>> {
	const answer = await outbound({
		system: "alertmanager",
		url: `${target.url.replace(/\/$/, "")}${path}`,
		...(target.token && { headers: { authorization: `Bearer ${target.token}` } }),
	});
	if (answer.status === 401 || answer.status === 403)
		throw new OutboundError("refused", `Alertmanager refused the credential (${answer.status}).`);
	try {
		return schema.parse(readAlertJson(answer.text));
	} catch {
		throw new OutboundError("not-alertmanager", `The answer (${answer.status}) is not one that Alertmanager gives.`);
	}
}
