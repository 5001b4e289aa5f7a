"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { RulesCard } from "#components/api/rules-card.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { PlaceWay } from "#server/deployments/ways/schema.ts";
import { waysQuery } from "../queries.ts";
import { WaySheet } from "./way-sheet.tsx";

/** How versions get to a service, by environment, and where that is chosen. */
export function WaysCard({ service }: { service: string }) {
	return (
		<RulesCard
			namespace="ways"
			query={useQuery(waysQuery(service))}
			says={(place) => <WayWords place={place} />}
			sheet={(place, close) => <WaySheet service={service} place={place} onClose={close} />}
		/>
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
