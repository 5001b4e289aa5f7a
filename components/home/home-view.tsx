"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { useMe } from "#components/frame/queries.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Home } from "#server/views/home/schema.ts";
import { MyItems } from "./my-items.tsx";
import { homeQuery } from "./queries.ts";
import { SprintGlance } from "./sprint-glance.tsx";
import { Urgent } from "./urgent.tsx";

/** What needs this person now, most urgent first; then the sprints at a glance. */
export function HomeView() {
	const t = useTranslations("home");
	const me = useMe();
	const query = useQuery(homeQuery());
	return (
		<>
			<PageHeader title={me ? t("title", { name: me.name.split(" ")[0] ?? me.name }) : t("titlePlain")} />
			<Loaded query={query}>{(home) => <LoadedHome home={home} />}</Loaded>
		</>
	);
}

function LoadedHome({ home }: { home: Home }) {
	const t = useTranslations("home");
	const { incidents, rollouts, runs, approvals, holds, arrivals, items, sprints } = home;
	const needs = [incidents, rollouts, runs, approvals, holds, items];
	const isQuiet = arrivals === 0 && needs.every(({ length }) => length === 0);
	return (
		<div className={sprints.length > 0 ? "grid gap-4 lg:grid-cols-[minmax(0,1fr)_340px]" : "max-w-4xl"}>
			<div className="min-w-0 space-y-4">
				{isQuiet && (
					<EmptyState title={t("quiet")} action={<ButtonLink href="/catalog">{t("openCatalog")}</ButtonLink>}>
						{t(home.ofMyTeams ? "quietDetail" : "noTeamDetail")}
					</EmptyState>
				)}
				<Urgent home={home} />
				{items.length > 0 && <MyItems items={items} />}
			</div>
			{sprints.length > 0 && (
				<aside className="min-w-0 space-y-4">
					{sprints.map((sprint) => (
						<SprintGlance key={sprint.id} sprint={sprint} />
					))}
				</aside>
			)}
		</div>
	);
}
