"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { catalogFacetsQuery } from "#components/catalog/queries.ts";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { DispatchButton } from "./dispatch-button.tsx";
import { RunTable } from "./run-table.tsx";

const outcomes = ["in_progress", "queued", "success", "failure", "cancelled"] as const;
const events = ["workflow_dispatch", "push", "pull_request", "schedule"] as const;

/** Every workflow run of the company, filtered by what the URL says. */
export function RunList() {
	const t = useTranslations("pipelines");
	const filters = useFilters(["outcome", "event", "team", "service", "q"]);
	const facets = useQuery(catalogFacetsQuery());
	const teams = (facets.data?.owner ?? []).filter(({ value }) => value !== "none");
	return (
		<>
			<PageHeader
				title={t("title")}
				description={t("description")}
				actions={filters.service && <DispatchButton service={filters.service} />}
			/>
			<FilterChips
				search={t("search")}
				filters={[
					{
						name: "outcome",
						label: t("column.status"),
						options: outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
					},
					{ name: "event", label: t("event"), options: events.map((value) => ({ value, label: value })) },
					{ name: "team", label: t("team"), options: teams.map(({ value, label }) => ({ value, label })) },
				]}
			/>
			<RunTable filters={filters} />
		</>
	);
}
