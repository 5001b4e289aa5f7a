import { z } from "zod";

const labels = z.record(z.string().max(200), z.string().max(4_000));
const zero = "0001-01-01T00:00:00Z";

const alertSchema = z.object({
	status: z.enum(["firing", "resolved"]),
	labels,
	annotations: labels.default({}),
	startsAt: z.iso.datetime({ offset: true }),
	/** Of a firing alert it is a timeout, not an end. */
	endsAt: z.iso.datetime({ offset: true }).default(zero),
	generatorURL: z.string().max(8_000).default(""),
	fingerprint: z.string().min(1).max(100),
});

/** Alertmanager's webhook, version 4. */
export const webhookSchema = z.object({
	version: z.literal("4"),
	groupKey: z.string().max(8_000),
	truncatedAlerts: z.number().int().default(0),
	status: z.enum(["firing", "resolved"]),
	receiver: z.string(),
	externalURL: z.string().default(""),
	alerts: z.array(alertSchema).max(10_000),
});

export type AlertmanagerWebhook = z.infer<typeof webhookSchema>;

/** An alert as Lazo keeps it: one fingerprint with one interval. */
export type ObservedAlert = {
	fingerprint: string;
	name: string;
	severity: string | null;
	labels: Record<string, string>;
	annotations: Record<string, string>;
	generatorUrl: string | null;
	startsAt: Date;
	/** When it ended; null while it fires. */
	endsAt: Date | null;
};

/** The alerts of a webhook or of /api/v2/alerts in Lazo's words. Only http(s) links are kept. */
export function observedAlert(alert: z.infer<typeof alertSchema>): ObservedAlert {
	return {
		fingerprint: alert.fingerprint,
		name: alert.labels.alertname ?? "unnamed",
		severity: alert.labels.severity ?? null,
		labels: alert.labels,
		annotations: alert.annotations,
		generatorUrl: /^https?:\/\//.test(alert.generatorURL) ? alert.generatorURL : null,
		startsAt: new Date(alert.startsAt),
		endsAt: alert.status === "resolved" ? new Date(alert.endsAt) : null,
	};
}
