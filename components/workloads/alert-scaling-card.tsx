"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { RulesCard } from "#components/api/rules-card.tsx";
import { AlertScalingSheet } from "./alert-scaling-sheet.tsx";
import { alertScalingQuery } from "./queries.ts";

/** Which alert brings more pods, by environment, and where that is chosen. */
export function AlertScalingCard({ service }: { service: string }) {
	const t = useTranslations("scaling");
	return (
		<RulesCard
			namespace="scaling"
			query={useQuery(alertScalingQuery(service))}
			says={({ rule }) =>
				rule ? t("says", { ...rule, quiet: rule.quietMinutes }) : <span className="text-muted">{t("none")}</span>
			}
			sheet={(place, close) => <AlertScalingSheet service={service} place={place} onClose={close} />}
		/>
	);
}
