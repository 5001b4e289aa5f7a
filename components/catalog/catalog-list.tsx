"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PagedTable } from "#components/api/paged-table.tsx";
import { Glyph } from "#components/loop/glyph.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { CatalogFacets, ServiceRow } from "#server/views/services/schema.ts";
import { CatalogProblems } from "./catalog-problems.tsx";
import { Lifecycle } from "./lifecycle.tsx";
import { PlaceStatus } from "./place-status.tsx";
import { catalogFacetsQuery, serviceFilters, servicesQuery } from "./queries.ts";
import { SyncCatalogButton } from "./sync-catalog-button.tsx";

/** The services of the company: search, filters, what runs where. */
export function CatalogList() {
	const t = useTranslations("catalog");
	const filters = useFilters([...serviceFilters, "q"]);
	const services = useInfiniteQuery(servicesQuery(filters));
	const facets = useQuery(catalogFacetsQuery());
	const total = services.data?.pages[0]?.total;
	const filtered = Object.values(filters).some(Boolean);
	const columns = useServiceColumns(services.data?.pages.flatMap((page) => page.items) ?? []);
	return (
		<>
			<PageHeader title={t("title")} description={t("description")} actions={<SyncCatalogButton service={null} />} />
			<FilterChips search={t("search")} filters={useFacetFilters(facets.data)}>
				{total !== undefined && t("count", { count: total })}
			</FilterChips>
			{(facets.data?.problems ?? 0) > 0 && <CatalogProblems />}
			<PagedTable
				query={services}
				label={t("title")}
				columns={columns}
				rowKey={(row) => row.id}
				rowHref={(row) => `/services/${row.name}`}
				empty={
					<EmptyState title={filtered ? t("noMatch") : t("empty")}>
						{filtered ? t("noMatchDetail") : t("emptyDetail")}
					</EmptyState>
				}
			/>
		</>
	);
}

function useFacetFilters(facets: CatalogFacets | undefined) {
	const t = useTranslations("catalog");
	return serviceFilters.map((name) => ({
		name,
		label: t(`facet.${name}`),
		options: (facets?.[name] ?? []).map(({ value, label, count }) => ({
			value,
			label: `${value === "none" ? t("none") : name === "tier" ? t("tier", { tier: label }) : label} · ${count}`,
		})),
	}));
}

/** The environments that any of these services runs in, in the order of promotion. */
function environmentsOf(rows: readonly ServiceRow[]) {
	const found = new Map<string, { name: string; title: string; production: boolean }>();
	const longest = [...rows].sort((a, b) => b.environments.length - a.environments.length);
	for (const { environment: name, title, production } of longest.flatMap((row) => row.environments))
		found.set(name, found.get(name) ?? { name, title, production });
	return [...found.values()];
}

function useServiceColumns(rows: readonly ServiceRow[]): Column<ServiceRow>[] {
	const t = useTranslations("catalog");
	return [
		{
			key: "glyph",
			header: <span className="sr-only">{t("column.loop")}</span>,
			width: "44px",
			cell: (row) => <Glyph stations={row.rail} />,
		},
		{
			key: "name",
			header: t("column.service"),
			cell: (row) => (
				<span className="flex min-w-0 items-baseline gap-2">
					<Link href={`/services/${row.name}`} className="font-medium hover:underline">
						{row.title}
					</Link>
					{row.orphanedAt && <Badge tone="warning">{t("orphaned")}</Badge>}
					<span className="truncate text-muted text-xs max-lg:hidden">{row.description}</span>
				</span>
			),
		},
		{
			key: "owner",
			header: t("column.owner"),
			width: "120px",
			wide: true,
			cell: (row) => row.owner?.title ?? <span className="text-faint">{t("none")}</span>,
		},
		{ key: "system", header: t("column.system"), width: "110px", widest: true, cell: (row) => row.system ?? "—" },
		{
			key: "tier",
			header: t("column.tier"),
			width: "70px",
			wide: true,
			cell: (row) => (row.tier === null ? "—" : t("tier", { tier: row.tier })),
		},
		{
			key: "lifecycle",
			header: t("column.lifecycle"),
			width: "120px",
			wide: true,
			cell: (row) => <Lifecycle value={row.lifecycle} />,
		},
		...environmentsOf(rows).map(
			({ name, title, production }): Column<ServiceRow> => ({
				key: `environment-${name}`,
				header: title,
				width: "118px",
				wide: !production,
				cell: (row) => {
					const place = row.environments.find(({ environment }) => environment === name);
					return place ? <PlaceStatus place={place} /> : <span className="text-faint">—</span>;
				},
			}),
		),
	];
}
