"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { PlaceGates } from "#server/metrics/gates/schema.ts";
import { GatesSheet } from "./gates-sheet.tsx";
import { metricGatesQuery } from "./queries.ts";
import { useGateWords } from "./use-gate-words.ts";

/** What must hold while a version is watched, by environment, and where that is chosen. */
export function GatesCard({ service }: { service: string }) {
	const t = useTranslations("gates");
	const say = useGateWords();
	const query = useQuery(metricGatesQuery(service));
	const [changing, setChanging] = useState<PlaceGates | null>(null);
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
										{place.gates.length === 0 && <span className="text-muted">{t("none")}</span>}
										{place.gates.map((gate) => (
											<span key={`${gate.signal} ${gate.against}`} className="block">
												{say(gate)}
											</span>
										))}
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
			{changing && <GatesSheet service={service} place={changing} onClose={() => setChanging(null)} />}
		</Card>
	);
}
