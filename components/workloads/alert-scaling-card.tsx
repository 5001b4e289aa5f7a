"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { PlaceAlertScaling } from "#server/workloads/alert-scaling/schema.ts";
import { AlertScalingSheet } from "./alert-scaling-sheet.tsx";
import { alertScalingQuery } from "./queries.ts";

/** Which alert brings more pods, by environment, and where that is chosen. */
export function AlertScalingCard({ service }: { service: string }) {
	const t = useTranslations("scaling");
	const query = useQuery(alertScalingQuery(service));
	const [changing, setChanging] = useState<PlaceAlertScaling | null>(null);
	return (
		<Card title={t("title")}>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<p className="text-muted">{t("nowhere")}</p>
					) : (
						<ul className="divide-y">
							{items.map((place) => (
								<li key={place.environment.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 last:pb-0">
									<span className="w-32 shrink-0 font-medium">{place.environment.title}</span>
									<span className="min-w-48 flex-1">
										{place.rule ? (
											t("says", { ...place.rule, quiet: place.rule.quietMinutes })
										) : (
											<span className="text-muted">{t("none")}</span>
										)}
									</span>
									{place.mayConfigure && (
										<Button look="quiet" onClick={() => setChanging(place)}>
											{t("change", { environment: place.environment.title })}
										</Button>
									)}
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
			{changing && <AlertScalingSheet service={service} place={changing} onClose={() => setChanging(null)} />}
		</Card>
	);
}
