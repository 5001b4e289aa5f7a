"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PagedTable } from "#components/api/paged-table.tsx";
import { teamsQuery } from "#components/frame/queries.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { formatDuration } from "#components/ui/duration.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Incident } from "#server/incidents/schema.ts";
import { IncidentStatus, Severity } from "./incident-marks.tsx";
import { incidentFilters, incidentsQuery } from "./queries.ts";
import { SuspectBrief } from "./suspect-brief.tsx";
import { useIncidentWords } from "./use-incident-words.ts";

const statuses = ["unresolved", "open", "acknowledged", "resolved"] as const;
const severities = ["critical", "warning", "info"] as const;

/** Every incident, filtered by what the URL says. */
export function IncidentList() {
	const t = useTranslations("incidents");
	const filters = useFilters(incidentFilters);
	const query = useInfiniteQuery(incidentsQuery(filters));
	const teams = useQuery(teamsQuery());
	const columns = useColumns();
	const filtered = Object.values(filters).some(Boolean);
	const chip = (name: "status" | "severity", values: readonly string[]) => ({
		name,
		label: t(`column.${name}`),
		options: values.map((value) => ({ value, label: t(`${name}.${value}`) })),
	});
	const ofTeams = (teams.data?.items ?? []).map(({ name, title }) => ({ value: name, label: title }));
	return (
		<>
			<PageHeader
				title={t("title")}
				description={t("description")}
				actions={<ButtonLink href="/backlog">{t("openBacklog")}</ButtonLink>}
			/>
			<FilterChips
				filters={[
					chip("status", statuses),
					chip("severity", severities),
					{ name: "team", label: t("column.team"), options: ofTeams },
				]}
			>
				{query.data && t("count", { count: query.data.pages[0]?.total ?? 0 })}
			</FilterChips>
			<PagedTable
				query={query}
				label={t("title")}
				columns={columns}
				rowKey={(incident) => incident.id}
				rowHref={(incident) => `/incidents/${incident.number}`}
				empty={<EmptyState title={filtered ? t("noMatch") : t("none")}>{filtered ? null : t("noneDetail")}</EmptyState>}
			/>
		</>
	);
}

function useColumns(): Column<Incident>[] {
	const t = useTranslations("incidents");
	const words = useIncidentWords();
	return [
		{
			key: "status",
			header: t("column.status"),
			width: "120px",
			cell: ({ status }) => <IncidentStatus status={status} />,
		},
		{
			key: "title",
			header: t("column.incident"),
			cell: (incident) => (
				<Link href={`/incidents/${incident.number}`} className="hover:underline">
					<span className="text-muted">#{incident.number}</span>{" "}
					<span className="font-medium">{words.title(incident)}</span>
				</Link>
			),
		},
		{
			key: "severity",
			header: t("column.severity"),
			width: "84px",
			wide: true,
			cell: (row) => <Severity value={row.severity} />,
		},
		{
			key: "place",
			header: t("column.place"),
			width: "160px",
			wide: true,
			cell: ({ service, environment }) => `${service.name} · ${environment.name}`,
		},
		{
			key: "suspect",
			header: t("column.suspect"),
			width: "150px",
			wide: true,
			cell: ({ suspect }) => <SuspectBrief suspect={suspect} />,
		},
		{
			key: "item",
			header: t("column.item"),
			width: "90px",
			wide: true,
			cell: ({ item }) =>
				item && (
					<Link href={`/items/${item.key}`} className="font-mono text-xs hover:underline">
						{item.key}
					</Link>
				),
		},
		{
			key: "lasted",
			header: t("column.lasted"),
			width: "110px",
			align: "right",
			widest: true,
			cell: ({ startedAt, resolvedAt }) =>
				resolvedAt ? formatDuration(Date.parse(resolvedAt) - Date.parse(startedAt)) : t("lasting"),
		},
		{
			key: "started",
			header: t("column.started"),
			width: "104px",
			align: "right",
			cell: (row) => <Time value={row.startedAt} />,
		},
	];
}
