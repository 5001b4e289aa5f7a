"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTeam } from "#components/frame/use-team.ts";
import { arrivalsQuery } from "#components/incidents/queries.ts";
import { Tabs } from "#components/ui/tabs.tsx";

/** The ways to look at a team's plan; the last is what production filed, with how much of it waits for a decision. */
export function PlanningTabs() {
	const t = useTranslations("planning.tabs");
	const path = usePathname();
	const { team } = useTeam();
	const arrivals = useInfiniteQuery(arrivalsQuery({ triage: "open", team }));
	const waiting = arrivals.data?.pages[0]?.total;
	const tabs = [
		{ href: "/planning", label: t("board"), current: path === "/planning" },
		{ href: "/planning/items", label: t("items"), current: path === "/planning/items" },
		{ href: "/planning/sprints", label: t("sprints"), current: path.startsWith("/planning/sprints") },
		{ href: "/backlog", label: t("backlog"), current: path === "/backlog", ...(waiting ? { count: waiting } : {}) },
	];
	return (
		<div className="pb-3">
			<Tabs tabs={tabs} label={t("label")} />
		</div>
	);
}
