"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { ProblemState } from "#components/api/problem-state.tsx";
import { useTeam } from "#components/frame/use-team.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { PlanningTabs } from "../planning-tabs.tsx";
import { itemsQuery, teamViewQuery } from "../queries.ts";
import { useKey } from "../use-key.ts";
import { useMay } from "../use-may.ts";
import { ItemsTable } from "./items-table.tsx";
import { useItemFilters } from "./use-item-filters.ts";

const NewItemDialog = dynamic(() => import("../new-item-dialog.tsx").then((module) => module.NewItemDialog), {
	ssr: false,
});

/** Every item, of the chosen team or of all, newest first. */
export function ItemsList() {
	const t = useTranslations("planning");
	const { team: chosen } = useTeam();
	const [q] = useQueryState("q", parseAsString.withDefault(""));
	const values = useFilters(["team", "state", "type", "priority", "service", "assignee", "sprint"]);
	const team = values.team || chosen;
	const query = useInfiniteQuery(itemsQuery({ ...values, q, team: team ?? "" }));
	const filters = useItemFilters(team);
	const [creating, setCreating] = useState(false);
	const may = useMay(team);
	useKey("c", () => setCreating(true), may.edit);
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	const total = query.data?.pages[0]?.total;
	return (
		<>
			<PlanningTabs />
			<h1 className="sr-only">{t("items.title")}</h1>
			<FilterChips filters={filters} search={t("items.search")}>
				{total !== undefined && <span>{t("items.count", { total })}</span>}
				{may.edit && (
					<Button look="primary" icon={<Plus aria-hidden size={14} />} onClick={() => setCreating(true)} title="c">
						{t("newItem.action")}
					</Button>
				)}
			</FilterChips>
			{query.error && !query.data && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
			{query.isPending && <SkeletonRows />}
			{query.data && items.length === 0 && <EmptyState title={t("items.none")}>{t("items.noneDetail")}</EmptyState>}
			{items.length > 0 && <ItemsTable items={items} label={t("items.title")} more={query} />}
			{creating && team && <NewItemInTeam team={team} onClose={() => setCreating(false)} />}
		</>
	);
}

function NewItemInTeam({ team, onClose }: { team: string; onClose: () => void }) {
	const { data } = useQuery(teamViewQuery(team));
	return data ? <NewItemDialog team={team} sprint={data.sprint} onClose={onClose} /> : null;
}
