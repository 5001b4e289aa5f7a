"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { Card } from "#components/ui/card.tsx";
import type { PlaceReadiness } from "#server/deployments/readiness/schema.ts";
import { readinessQuery } from "../queries.ts";
import { RuleLine } from "./rule-line.tsx";

/** How ready for production a service is, environment by environment: which rules hold, and what to do about those that fail. */
export function ReadinessCard({ service }: { service: string }) {
	const t = useTranslations("readiness");
	const query = useQuery(readinessQuery(service));
	return (
		<Card title={t("title")}>
			<p className="mb-3 text-muted">{t("about")}</p>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<p className="text-muted">{t("nowhere")}</p>
					) : (
						<div className="grid grid-cols-[repeat(auto-fit,minmax(250px,1fr))] gap-x-6 gap-y-4">
							{items.map((place) => (
								<Place key={place.environment.name} place={place} />
							))}
						</div>
					)
				}
			</Loaded>
		</Card>
	);
}

const order = { fail: 0, unknown: 1, pass: 2 };

function Place({ place: { environment, passed, of, rules } }: { place: PlaceReadiness }) {
	const t = useTranslations("readiness");
	const sorted = [...rules].sort((a, b) => order[a.state] - order[b.state]);
	return (
		<section aria-label={environment.title} data-readiness={environment.name}>
			<h3 className="mb-1.5 flex items-baseline gap-2 border-b pb-1.5 font-medium text-sm">
				<span className="flex-1">{environment.title}</span>
				<span className="font-normal text-muted text-xs">{t("score", { passed, of })}</span>
			</h3>
			<ul className="space-y-1.5">
				{sorted.map((rule) => (
					<RuleLine key={rule.code} rule={rule} />
				))}
			</ul>
		</section>
	);
}
