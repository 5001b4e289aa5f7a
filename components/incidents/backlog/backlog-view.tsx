"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "#components/api/problem-state.tsx";
import { useTeam } from "#components/frame/use-team.ts";
import { PlanningTabs } from "#components/planning/planning-tabs.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { arrivalsQuery } from "../queries.ts";
import { ArrivalList } from "./arrival-list.tsx";

const states = ["accepted", "snoozed", "declined", "duplicate"] as const;
const keys = [
	["a", "accept"],
	["m", "merge"],
	["s", "snooze"],
	["d", "decline"],
] as const;

/** What production wrote into a team's backlog, to be decided about by one key each. */
export function BacklogView() {
	const t = useTranslations("backlog");
	const { triage } = useFilters(["triage"]);
	const { team } = useTeam();
	const query = useInfiniteQuery(arrivalsQuery({ triage: triage || "open", team }));
	return (
		<>
			<PlanningTabs />
			<PageHeader title={t("title")} description={t("description")} />
			<FilterChips
				filters={[
					{ name: "triage", label: t("show"), options: states.map((value) => ({ value, label: t(`state.${value}`) })) },
				]}
			>
				<span className="inline-flex flex-wrap items-center gap-2 max-md:hidden">
					{keys.map(([key, act]) => (
						<span key={key} className="inline-flex items-center gap-1">
							<Kbd>{key}</Kbd> {t(`act.${act}`)}
						</span>
					))}
				</span>
				{query.data && t("count", { count: query.data.pages[0]?.total ?? 0 })}
			</FilterChips>
			{query.data ? (
				<ArrivalList query={query} filtered={triage !== ""} />
			) : query.error ? (
				<ProblemState error={query.error} onRetry={() => void query.refetch()} />
			) : (
				<SkeletonRows />
			)}
		</>
	);
}
