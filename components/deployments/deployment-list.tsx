"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { PagedTable } from "#components/api/paged-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { ApprovalsCard } from "./approvals/approvals-card.tsx";
import { PlaceGrid } from "./place-grid.tsx";
import { deploymentFilters, deploymentsQuery, environmentsQuery, placesQuery } from "./queries.ts";
import { useDeploymentColumns } from "./use-deployment-columns.tsx";

const statuses = [
	"requested",
	"applying",
	"rolling",
	"watching",
	"succeeded",
	"failed",
	"rolled_back",
	"superseded",
] as const;
const kinds = ["deploy", "rollback", "restart", "configure", "external"] as const;
export const deploymentTabs = ["history", "grid", "previews"] as const;
const PreviewList = dynamic(() =>
	import("#components/workloads/previews/preview-list.tsx").then((list) => list.PreviewList),
);

export type DeploymentTab = (typeof deploymentTabs)[number];

/** Every change of what runs, and what runs where. */
export function DeploymentList({ tab }: { tab: DeploymentTab }) {
	const t = useTranslations("deployments");
	return (
		<>
			<PageHeader title={t("title")} description={t("description")} />
			<ApprovalsCard />
			<Tabs
				label={t("views")}
				tabs={deploymentTabs.map((each) => ({
					href: each === "history" ? "/deployments" : `/deployments?tab=${each}`,
					label: t(`tab.${each}`),
					current: each === tab,
				}))}
			/>
			<div className="pt-4">
				{tab === "grid" && <PlaceGrid />}
				{tab === "history" && <History />}
				{tab === "previews" && <PreviewList />}
			</div>
		</>
	);
}

function History() {
	const t = useTranslations("deployments");
	const filters = useFilters(deploymentFilters);
	const query = useInfiniteQuery(deploymentsQuery(filters));
	const columns = useDeploymentColumns();
	const chips = useChips();
	const filtered = Object.values(filters).some(Boolean);
	return (
		<>
			<FilterChips filters={chips} />
			<PagedTable
				query={query}
				label={t("title")}
				columns={columns}
				rowKey={(row) => row.id}
				rowHref={(row) => `/deployments/${row.id}`}
				empty={
					<EmptyState title={t(filtered ? "noMatch" : "empty")}>
						{t(filtered ? "noMatchDetail" : "emptyDetail")}
					</EmptyState>
				}
			/>
		</>
	);
}

function useChips() {
	const t = useTranslations("deployments");
	const environments = useQuery(environmentsQuery());
	const places = useInfiniteQuery(placesQuery());
	const services = new Map(
		places.data?.pages.flatMap(({ items }) => items.map(({ service }) => [service.name, service.title] as const)),
	);
	return [
		{ name: "service", label: t("column.service"), options: [...services].map(([value, label]) => ({ value, label })) },
		{
			name: "environment",
			label: t("column.environment"),
			options: (environments.data?.items ?? []).map(({ name, title }) => ({ value: name, label: title })),
		},
		{
			name: "status",
			label: t("column.status"),
			options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
		},
		{ name: "kind", label: t("column.kind"), options: kinds.map((value) => ({ value, label: t(`kind.${value}`) })) },
	];
}
