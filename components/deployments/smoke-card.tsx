"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { PlaceSmoke } from "#server/deployments/smoke/schema.ts";
import { smokeTestsQuery } from "./queries.ts";
import { SmokeSheet } from "./smoke-sheet.tsx";

/** What a new version must answer, by environment, and where that is chosen. */
export function SmokeCard({ service }: { service: string }) {
	const t = useTranslations("smoke");
	const query = useQuery(smokeTestsQuery(service));
	const [changing, setChanging] = useState<PlaceSmoke | null>(null);
	return (
		<Card title={t("title")}>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<p className="text-muted">{t("nowhere")}</p>
					) : (
						<ul className="divide-y">
							{items.map(({ environment, test, mayConfigure }) => (
								<li key={environment.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 last:pb-0">
									<span className="w-32 shrink-0 font-medium">{environment.title}</span>
									<span className="min-w-48 flex-1">
										{test ? (
											t("says", { path: test.path, service: test.service ?? service, port: String(test.port) })
										) : (
											<span className="text-muted">{t("none")}</span>
										)}
									</span>
									{mayConfigure && (
										<Button look="quiet" onClick={() => setChanging({ environment, test, mayConfigure })}>
											{t("change", { environment: environment.title })}
										</Button>
									)}
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
			{changing && <SmokeSheet service={service} place={changing} onClose={() => setChanging(null)} />}
		</Card>
	);
}
