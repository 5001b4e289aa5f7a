"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { runbooksQuery } from "./queries.ts";
import { RunbookList } from "./runbook-list.tsx";
import { RunbookRunList } from "./runbook-run-list.tsx";
import type { ForIncident } from "./runbook-sheet.tsx";

type Props = { service: string; incident: ForIncident };

/** What the service can be helped with, and what was run for this incident; nothing where there is no runbook. */
export function IncidentRunbooks({ service, incident }: Props) {
	const t = useTranslations("runbooks");
	const query = useQuery(runbooksQuery(service));
	if (!query.data || query.data.items.length === 0) return null;
	return (
		<Card title={t("title")} flush>
			<RunbookList service={service} items={query.data.items} incident={incident} />
			<div className="border-t">
				<RunbookRunList of={{ incident: incident.id }} empty={t("noneForIncident")} />
			</div>
		</Card>
	);
}
