"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Glyph } from "#components/loop/glyph.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Item } from "#server/planning/schema.ts";
import { PriorityMark } from "../priority-mark.tsx";
import { TypeMark } from "../type-mark.tsx";
import { Whereabouts } from "../whereabouts.tsx";

type More = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
type Props = { items: readonly Item[]; label: string; more?: More };

/** Items as rows. */
export function ItemsTable({ items, label, more }: Props) {
	const t = useTranslations("planning");
	const ui = useTranslations("ui");
	return (
		<div className="rounded-lg border bg-surface">
			<DataTable
				label={label}
				columns={useColumns()}
				rows={items}
				rowKey={({ key }) => key}
				rowHref={({ key }) => `/items/${key}`}
				footer={
					more?.hasNextPage && (
						<Button look="quiet" busy={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
							{ui("loadMore")}
						</Button>
					)
				}
			/>
			<p className="sr-only">{t("items.count", { total: items.length })}</p>
		</div>
	);
}

function useColumns(): Column<Item>[] {
	const t = useTranslations("planning");
	return [
		{
			key: "key",
			header: t("items.title"),
			width: "164px",
			cell: ({ key, stations, type, priority }) => (
				<span className="inline-flex items-center gap-2">
					<Glyph stations={stations} size={16} />
					<TypeMark type={type} />
					<PriorityMark priority={priority} />
					<span className="font-mono text-xs">{key}</span>
				</span>
			),
		},
		{
			key: "title",
			header: t("field.title"),
			cell: ({ key, title }) => (
				<Link href={`/items/${key}`} className="hover:underline">
					{title}
				</Link>
			),
		},
		{
			key: "where",
			header: <span className="sr-only">{t("item.runsNow")}</span>,
			width: "176px",
			wide: true,
			cell: (item) => <Whereabouts item={item} brief />,
		},
		{ key: "state", header: t("field.state"), width: "104px", cell: ({ state }) => t(`state.${state}`) },
		{ key: "service", header: t("field.service"), width: "120px", widest: true, cell: ({ service }) => service?.name },
		{
			key: "assignee",
			header: t("field.assignee"),
			width: "132px",
			wide: true,
			cell: ({ assignee }) => assignee?.name ?? <span className="text-faint">{t("nobody")}</span>,
		},
		{
			key: "estimate",
			header: t("field.estimate"),
			width: "64px",
			align: "right",
			wide: true,
			cell: (row) => row.estimate,
		},
		{
			key: "updated",
			header: t("items.updated"),
			width: "104px",
			align: "right",
			widest: true,
			cell: ({ updatedAt }) => <Time value={updatedAt} className="text-muted text-xs" />,
		},
	];
}
