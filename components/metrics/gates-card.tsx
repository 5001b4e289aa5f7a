"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { RulesCard } from "#components/api/rules-card.tsx";
import { GatesSheet } from "./gates-sheet.tsx";
import { metricGatesQuery } from "./queries.ts";
import { useGateWords } from "./use-gate-words.ts";

/** What must hold while a version is watched, by environment, and where that is chosen. */
export function GatesCard({ service }: { service: string }) {
	const t = useTranslations("gates");
	const say = useGateWords();
	return (
		<RulesCard
			namespace="gates"
			query={useQuery(metricGatesQuery(service))}
			says={({ gates }) =>
				gates.length === 0 ? (
					<span className="text-muted">{t("none")}</span>
				) : (
					gates.map((gate) => (
						<span key={`${gate.signal === "query" ? gate.expression : gate.signal} ${gate.against}`} className="block">
							{say(gate)}
						</span>
					))
				)
			}
			sheet={(place, close) => <GatesSheet service={service} place={place} onClose={close} />}
		/>
	);
}
