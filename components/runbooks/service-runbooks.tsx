"use client";

import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { RunbookRunList } from "./runbook-run-list.tsx";
import { RunbooksCard } from "./runbooks-card.tsx";

/** The runbooks of a service and everything they did. */
export function ServiceRunbooks({ service }: { service: string }) {
	const t = useTranslations("runbooks");
	return (
		<div className="grid grid-cols-[minmax(280px,420px)_minmax(0,1fr)] items-start gap-4 max-lg:grid-cols-1">
			<RunbooksCard service={service} linked={false} />
			<Card title={t("runs")} flush>
				<RunbookRunList of={{ service }} empty={t("noRuns")} />
			</Card>
		</div>
	);
}
