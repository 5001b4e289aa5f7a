"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { RulesCard } from "#components/api/rules-card.tsx";
import { smokeTestsQuery } from "../queries.ts";
import { SmokeSheet } from "./smoke-sheet.tsx";

/** What a new version must answer, by environment, and where that is chosen. */
export function SmokeCard({ service }: { service: string }) {
	const t = useTranslations("smoke");
	return (
		<RulesCard
			namespace="smoke"
			query={useQuery(smokeTestsQuery(service))}
			says={({ test }) =>
				test ? (
					t("says", { path: test.path, service: test.service ?? service, port: String(test.port) })
				) : (
					<span className="text-muted">{t("none")}</span>
				)
			}
			sheet={(place, close) => <SmokeSheet service={service} place={place} onClose={close} />}
		/>
	);
}
