import { z } from "zod";

const zero = "0001-01-01T00:00:00Z";
const name = z.string().min(1).max(200);
const cut = (length: number) => z.string().transform((text) => text.slice(0, length));
const labels = z.record(name, cut(4_000));

const alertSchema = z.object({
	status: z.enum(["firing", "resolved"]),
	labels,
	annotations: labels.default({}),
	startsAt: z.iso.datetime({ offset: true }),
	/** Of a firing alert it is a timeout, not an end. */
	endsAt: z.iso.datetime({ offset: true }).default(zero),
	generatorURL: cut(8_000).default(""),
	fingerprint: z.string().min(1).max(100),
});
type WebhookAlert = z.infer<typeof alertSchema>;

/** Alertmanager's webhook, version 4. An alert that cannot be read is null; it does not take the others with it. */
export const webhookSchema = z.object({
	version: z.literal("4"),
	groupKey: cut(8_000),
	truncatedAlerts: z.number().int().default(0),
	status: z.enum(["firing", "resolved"]),
	receiver: cut(1_000),
	externalURL: cut(8_000).default(""),
	alerts: z.array(alertSchema.nullable().catch(null)).max(10_000),
});

/** What an Alertmanager says of an alert: one fingerprint and one start. */
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

/** An alert of a webhook in Lazo's words. */
export const observedAlert = (alert: WebhookAlert): ObservedAlert => ({
	...describeAlert(alert.labels, alert.generatorURL),
	fingerprint: alert.fingerprint,
	annotations: alert.annotations,
	startsAt: new Date(alert.startsAt),
	endsAt: alert.status === "resolved" ? new Date(alert.endsAt) : null,
});

/** What the labels say. Only http(s) links are kept. */
export function describeAlert(given: Record<string, string>, generatorUrl: string) {
	return {
		name: (given.alertname || "unnamed").slice(0, 200),
		severity: given.severity?.slice(0, 50) ?? null,
		labels: given,
		generatorUrl: /^https?:\/\//.test(generatorUrl) ? generatorUrl : null,
	};
}

/** JSON without what Postgres cannot store: NUL and lone surrogates. Null for what is not JSON. */
export function readAlertJson(text: string): unknown {
	try {
		return JSON.parse(text, (_, value: unknown) =>
			typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
		);
	} catch {
		return null;
	}
}
