"use client";

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Alert } from "#server/incidents/schema.ts";
import { oneByOccurrence } from "./one-by-occurrence.ts";

const most = 8;

/** The alerts behind an incident or of a service, with what they said. Their texts come from outside and are shown as text. */
export function AlertList({ alerts }: { alerts: readonly Alert[] }) {
	const t = useTranslations("incidents");
	const occurrences = oneByOccurrence(alerts);
	return (
		<Card title={t("alerts")} aside={<span className="text-muted text-xs">{occurrences.length}</span>}>
			<ul className="space-y-3">
				{occurrences.slice(0, most).map((alert) => (
					<li key={alert.id} className="min-w-0">
						<p className="flex items-center gap-2">
							<Status
								value={alert.endsAt ? "healthy" : "failing"}
								label={alert.endsAt ? t("alertOver") : t("alertFiring")}
								compact
							/>
							<span className="min-w-0 truncate font-medium">{alert.name}</span>
							{alert.severity && (
								<Badge tone={alert.severity === "critical" ? "bad" : "warning"}>{alert.severity}</Badge>
							)}
							<Time value={alert.startsAt} className="ml-auto text-faint text-xs" />
						</p>
						{alert.annotations.summary && <p className="text-muted text-xs">{alert.annotations.summary}</p>}
						<Labels labels={alert.labels} />
						<p className="flex gap-3 text-xs empty:hidden">
							{alert.generatorUrl && <ExternalLink href={alert.generatorUrl}>{t("source")}</ExternalLink>}
							{alert.annotations.runbook_url && (
								<ExternalLink href={alert.annotations.runbook_url}>{t("runbook")}</ExternalLink>
							)}
						</p>
					</li>
				))}
			</ul>
			{occurrences.length > most && (
				<p className="pt-2 text-muted text-xs">{t("moreAlerts", { count: occurrences.length - most })}</p>
			)}
		</Card>
	);
}

const said = ["alertname", "severity"];

function Labels({ labels }: { labels: Record<string, string> }) {
	const rest = Object.entries(labels).filter(([name]) => !said.includes(name));
	return (
		<p className="line-clamp-2 font-mono text-faint text-xs">
			{rest.map(([name, value]) => `${name}=${value}`).join(" ")}
		</p>
	);
}
