"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServicePage } from "#server/views/services/schema.ts";

/** Alerts of a service that fire now. */
export function AlertsCard({ alerts }: { alerts: ServicePage["alerts"] }) {
	const t = useTranslations("catalog");
	return (
		<Card title={t("openAlerts")} aside={<span className="text-muted text-xs">{alerts.length}</span>}>
			{alerts.length === 0 && <p className="text-muted">{t("noAlerts")}</p>}
			<ul className="space-y-2">
				{alerts.map((alert) => (
					<li key={alert.id}>
						<p className="flex items-center gap-2">
							<Bell aria-hidden size={13} className="shrink-0 text-failing" />
							{alert.incidentId ? (
								<Link href={`/incidents/${alert.incidentId}`} className="font-medium hover:underline">
									{alert.name}
								</Link>
							) : (
								<span className="font-medium">{alert.name}</span>
							)}
							{alert.severity && (
								<Badge tone={alert.severity === "critical" ? "bad" : "warning"}>{alert.severity}</Badge>
							)}
							<Time value={alert.startsAt} className="ml-auto text-faint text-xs" />
						</p>
						<p className="text-muted text-xs">
							{alert.environment}
							{alert.summary && ` · ${alert.summary}`}
						</p>
					</li>
				))}
			</ul>
		</Card>
	);
}
