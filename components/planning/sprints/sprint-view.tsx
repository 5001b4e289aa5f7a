"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { ItemsTable } from "../items/items-table.tsx";
import { itemsQuery, type SprintDetail, sprintQuery } from "../queries.ts";
import { BurndownChart } from "./burndown-chart.tsx";
import { SprintActs } from "./sprint-acts.tsx";
import { SprintMeta } from "./sprint-header.tsx";

/** One sprint: how it burns down, and its items. */
export function SprintView({ id }: { id: string }) {
	const query = useQuery(sprintQuery(id));
	return <Loaded query={query}>{(sprint) => <LoadedSprint sprint={sprint} />}</Loaded>;
}

function LoadedSprint({ sprint }: { sprint: SprintDetail }) {
	const t = useTranslations("planning.sprint");
	const format = useFormatter();
	const day = (value: string) => format.dateTime(new Date(value), { dateStyle: "medium" });
	return (
		<div className="space-y-4">
			<PageHeader
				title={sprint.name}
				description={sprint.goal ?? undefined}
				meta={
					<>
						<span>{sprint.team.title}</span>
						<span>
							{day(sprint.startsAt)} – {day(sprint.endsAt)}
						</span>
						<SprintMeta sprint={sprint} />
						{sprint.state === "closed" && <span>{t("carriedOver", { count: sprint.carriedOver })}</span>}
					</>
				}
				actions={
					<>
						<ButtonLink href={`/planning?team=${encodeURIComponent(sprint.team.name)}&sprint=${sprint.id}`}>
							{t("openBoard")}
						</ButtonLink>
						<SprintActs team={sprint.team.name} sprint={sprint} />
					</>
				}
			/>
			<Card title={t("burndown")}>
				<BurndownChart sprint={sprint} />
			</Card>
			<SprintItems id={sprint.id} />
		</div>
	);
}

function SprintItems({ id }: { id: string }) {
	const t = useTranslations("planning");
	const query = useInfiniteQuery(itemsQuery({ sprint: id }));
	const items = query.data?.pages.flatMap((page) => page.items) ?? [];
	return (
		<section>
			<h2 className="pb-2 font-medium text-sm">{t("sprint.itemsOf")}</h2>
			{query.isPending && <SkeletonRows />}
			{query.data && items.length === 0 && (
				<EmptyState title={t("board.empty.sprint")}>{t("board.empty.detail")}</EmptyState>
			)}
			{items.length > 0 && <ItemsTable items={items} label={t("sprint.itemsOf")} more={query} />}
		</section>
	);
}
