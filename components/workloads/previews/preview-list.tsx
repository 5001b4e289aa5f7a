"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PagedTable } from "#components/api/paged-table.tsx";
import { ActorName } from "#components/deployments/actor-name.tsx";
import { useTeam } from "#components/frame/use-team.ts";
import type { Column } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PreviewRow } from "#server/workloads/previews/schema.ts";
import { Money } from "./money.tsx";
import { PreviewStatus } from "./preview-status.tsx";
import { previewSumQuery, previewsQuery } from "./queries.ts";

/** Every preview of the chosen team, the oldest first, so that forgotten ones are seen, and what they cost together. */
export function PreviewList() {
	const t = useTranslations("previews");
	const { team } = useTeam();
	const chosen = useFilters(["state"]);
	const filters = { ...(team && { team }), ...(chosen.state && { state: chosen.state }) };
	const query = useInfiniteQuery(previewsQuery(filters));
	const { data } = useQuery(previewSumQuery(filters));
	const columns = useColumns();
	const states = (["ended", "all"] as const).map((value) => ({ value, label: t(`show.${value}`) }));
	return (
		<>
			<div className="flex flex-wrap items-center gap-x-4">
				<FilterChips filters={[{ name: "state", label: t("state"), options: states }]} />
				{data && data.sum.count > 0 && (
					<p className="pb-3 text-muted">
						{t("count", { count: data.sum.count })} · <Money amount={data.sum.soFar} currency={data.sum.currency} />{" "}
						{t("soFar")} · <Money amount={data.sum.perDay} currency={data.sum.currency} /> {t("aDay")}
					</p>
				)}
			</div>
			<PagedTable
				query={query}
				label={t("title")}
				columns={columns}
				rowKey={(row) => row.id}
				rowHref={(row) => `/previews/${row.id}`}
				empty={<EmptyState title={t("none")}>{t("noneDetail")}</EmptyState>}
			/>
		</>
	);
}

function useColumns(): Column<PreviewRow>[] {
	const t = useTranslations("previews");
	return [
		{
			key: "status",
			header: t("column.status"),
			width: "128px",
			cell: (row) => (
				<Link href={`/previews/${row.id}`}>
					<PreviewStatus value={row.status} />
				</Link>
			),
		},
		{
			key: "service",
			header: t("column.service"),
			cell: ({ service, pull }) => (
				<span>
					<Link href={`/services/${service.name}?tab=deployments`} className="font-medium hover:underline">
						{service.title}
					</Link>{" "}
					#{pull.number}
				</span>
			),
		},
		{
			key: "pull",
			header: t("column.pull"),
			wide: true,
			cell: ({ pull }) => <span title={pull.title}>{pull.title}</span>,
		},
		{ key: "team", header: t("column.team"), width: "110px", widest: true, cell: ({ team }) => team?.title ?? "—" },
		{ key: "by", header: t("column.by"), width: "120px", wide: true, cell: ({ actor }) => <ActorName actor={actor} /> },
		{ key: "age", header: t("column.age"), width: "90px", wide: true, cell: (row) => <Time value={row.requestedAt} /> },
		{ key: "end", header: t("column.end"), width: "84px", cell: (row) => <Time value={row.endedAt ?? row.endsAt} /> },
		{
			key: "perDay",
			header: t("column.perDay"),
			width: "90px",
			align: "right",
			wide: true,
			cell: ({ cost }) => <Money amount={cost.perDay} currency={cost.currency} />,
		},
		{
			key: "cost",
			header: t("column.cost"),
			width: "90px",
			align: "right",
			cell: ({ cost }) => <Money amount={cost.soFar} currency={cost.currency} />,
		},
	];
}
