"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { PlaceWay } from "#server/deployments/ways/schema.ts";
import { waysQuery } from "./queries.ts";
import { WaySheet } from "./way-sheet.tsx";

/** How versions get to a service, by environment, and where that is chosen. */
export function WaysCard({ service }: { service: string }) {
	const t = useTranslations("ways");
	const query = useQuery(waysQuery(service));
	const [changing, setChanging] = useState<PlaceWay | null>(null);
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
										<WayWords place={place} />
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
			{changing && <WaySheet service={service} place={changing} onClose={() => setChanging(null)} />}
		</Card>
	);
}

function WayWords({ place: { way, workflow } }: { place: PlaceWay }) {
	const t = useTranslations("ways");
	if (way.kind === "patch") return <span className="text-muted">{t("says.patch")}</span>;
	if (way.kind === "gitops") {
		const { repository, path, branch, by, follow } = way;
		return (
			<>
				{t(`says.gitops-${by}`, { repository, path, branch })}{" "}
				{follow && <span className="text-muted">{t(`follows.${follow.kind}`, { name: follow.name })}</span>}
			</>
		);
	}
	if (!workflow) return <Badge tone="warning">{t("workflowGone")}</Badge>;
	return (
		<>
			{t("says.workflow", { workflow: workflow.name, repository: workflow.repository, ref: way.ref })}{" "}
			<span className="text-muted">{t(`back.${way.rollback}`)}</span>
		</>
	);
}
