"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { ProblemState } from "./problem-state.tsx";
import type { Page } from "./query.ts";

type Props<T> = {
	query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
	label: string;
	columns: readonly Column<T>[];
	rowKey: (row: T) => string;
	rowHref?: (row: T) => string;
	empty: ReactNode;
	/** Inside a card, which has the border already. */
	bare?: boolean;
};

/** A list of the API as a table: its place while it is read, its error, its empty state, its next page. */
export function PagedTable<T>({ query, empty, bare = false, ...table }: Props<T>) {
	const t = useTranslations("ui");
	if (!query.data) {
		return query.error ? <ProblemState error={query.error} onRetry={() => void query.refetch()} /> : <SkeletonRows />;
	}
	const rows = query.data.pages.flatMap((page) => page.items);
	if (rows.length === 0) return bare ? <div className="p-3.5">{empty}</div> : empty;
	const more = query.hasNextPage && (
		<Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
			{t("loadMore")}
		</Button>
	);
	return (
		<div className={bare ? undefined : "rounded-lg border bg-surface"}>
			<DataTable {...table} rows={rows} footer={more || undefined} />
		</div>
	);
}
