"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { RulesCard } from "#components/api/rules-card.tsx";
import type { PlaceSmoke } from "#server/deployments/smoke/schema.ts";
import { smokeTestsQuery } from "../queries.ts";
import { SmokeSheet } from "./smoke-sheet.tsx";

/** What a new version must stand, by environment, and where that is chosen. */
export function SmokeCard({ service }: { service: string }) {
	return (
		<RulesCard
			namespace="smoke"
			query={useQuery(smokeTestsQuery(service))}
			says={(place) => <Says place={place} service={service} />}
			sheet={(place, close) => <SmokeSheet service={service} place={place} onClose={close} />}
		/>
	);
}

function Says({ place: { test, workflow }, service }: { place: PlaceSmoke; service: string }) {
	const t = useTranslations("smoke");
	if (!test) return <span className="text-muted">{t("none")}</span>;
	if (test.kind === "http")
		return t("says", { path: test.path, service: test.service ?? service, port: String(test.port) });
	if (test.kind === "job")
		return t("saysJob", { image: test.image ?? "", own: test.image ? "no" : "yes", minutes: test.minutes });
	if (!workflow) return <span className="text-degraded">{t("workflowGone")}</span>;
	return t("saysWorkflow", { workflow: workflow.name, ref: test.ref, minutes: test.minutes });
}
