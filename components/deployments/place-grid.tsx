"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemState } from "#components/api/problem-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Place } from "#server/deployments/schema.ts";
import { PlaceCell } from "./place-cell.tsx";
import { environmentsQuery, placesQuery } from "./queries.ts";

/** Services down, environments across in promotion order: what runs where, and where versions differ. */
export function PlaceGrid() {
	const t = useTranslations("deployments");
	const places = useInfiniteQuery(placesQuery());
	const environments = useQuery(environmentsQuery());
	if (!places.data || !environments.data) {
		const error = places.error ?? environments.error;
		return error ? <ProblemState error={error} onRetry={() => void places.refetch()} /> : <SkeletonRows />;
	}
	const rows = byService(places.data.pages.flatMap(({ items }) => items));
	if (rows.length === 0) return <EmptyState title={t("nothingRuns")}>{t("nothingRunsDetail")}</EmptyState>;
	const columns = environments.data.items;
	return (
		<div className="relative overflow-x-auto rounded-lg border bg-surface">
			<table aria-label={t("tab.grid")} className="w-full border-collapse text-sm">
				<thead>
					<tr>
						<th scope="col" className={`${headClass} pl-3.5`}>
							{t("column.service")}
						</th>
						{columns.map(({ id, title }) => (
							<th key={id} scope="col" className={headClass}>
								{title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map(({ service, cells }) => (
						<tr key={service.id} className="border-b last:border-b-0">
							<th scope="row" className="whitespace-nowrap px-2.5 py-2 pl-3.5 text-left align-top font-medium">
								<Link href={`/services/${service.name}`} className="hover:underline">
									{service.title}
								</Link>
							</th>
							{columns.map(({ id }) => (
								<td key={id} className="px-2.5 py-2 align-top">
									<PlaceCell place={cells.get(id)} />
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
			{places.hasNextPage && (
				<div className="flex justify-center py-2">
					<Button look="quiet" busy={places.isFetchingNextPage} onClick={() => void places.fetchNextPage()}>
						{t("moreServices")}
					</Button>
				</div>
			)}
		</div>
	);
}

const headClass = "h-8 whitespace-nowrap border-b px-2.5 text-left font-normal text-muted text-xs";

function byService(places: Place[]) {
	const rows = new Map<string, { service: Place["service"]; cells: Map<string, Place> }>();
	for (const place of places) {
		const row = rows.get(place.service.id) ?? { service: place.service, cells: new Map() };
		row.cells.set(place.environment.id, place);
		rows.set(place.service.id, row);
	}
	return [...rows.values()];
}
