import type { HistoryIncident } from "./history-format.ts";

/** An incident of the past, before its times are known. */
export type IncidentPlan = Pick<
	HistoryIncident,
	"service" | "environment" | "title" | "severity" | "alertname" | "summary" | "itemKey" | "acknowledgedBy"
> & {
	/**
	 * The deployment that caused it and was taken back: of the version before the one that runs in production, or of the
	 * newest. Else so many days before now, for another reason.
	 */
	cause: "previous version" | "newest version" | { daysAgo: number };
	/** Minutes from the beginning to the end. */
	minutes: number;
	/** Share of failed requests, or latency as a multiple of the usual, while it lasted. */
	effect: { errorRate?: number; slower?: number };
};

/** The company's bad hours of the last two weeks. */
export const incidentPlans: IncidentPlan[] = [
	{
		service: "payments",
		environment: "production",
		title: "Card provider did not answer",
		severity: "critical",
		alertname: "HighErrorRate",
		summary: "payments in production fails 18.2% of its requests",
		itemKey: "PAY-104",
		acknowledgedBy: "sofia",
		cause: { daysAgo: 12.3 },
		minutes: 38,
		effect: { errorRate: 0.18 },
	},
	{
		service: "checkout",
		environment: "production",
		title: "Totals could not be computed for mixed VAT rates",
		severity: "critical",
		alertname: "HighErrorRate",
		summary: "checkout in production fails 27.5% of its requests",
		itemKey: "PAY-102",
		acknowledgedBy: "ana",
		cause: "previous version",
		minutes: 14,
		effect: { errorRate: 0.27 },
	},
	{
		service: "search",
		environment: "staging",
		title: "Index was rebuilt during the day",
		severity: "warning",
		alertname: "HighLatency",
		summary: "search in staging is slow: p95 is 1.3s",
		itemKey: null,
		acknowledgedBy: "tomas",
		cause: { daysAgo: 6.2 },
		minutes: 52,
		effect: { slower: 14 },
	},
	{
		service: "cart",
		environment: "production",
		title: "Cart cache restarted",
		severity: "critical",
		alertname: "HighErrorRate",
		summary: "cart in production fails 41.0% of its requests",
		itemKey: "STO-221",
		acknowledgedBy: "diego",
		cause: { daysAgo: 4.1 },
		minutes: 9,
		effect: { errorRate: 0.41 },
	},
	{
		service: "orders",
		environment: "production",
		title: "Orders with many lines are slow",
		severity: "warning",
		alertname: "HighLatency",
		summary: "orders in production is slow: p95 is 1.6s",
		itemKey: "FUL-322",
		acknowledgedBy: "pablo",
		cause: "newest version",
		minutes: 21,
		effect: { slower: 20 },
	},
];
