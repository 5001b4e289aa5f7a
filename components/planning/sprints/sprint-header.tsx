"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { useNow } from "#components/ui/use-now.ts";
import type { Sprint } from "#server/planning/schema.ts";
import { sprintQuery } from "../queries.ts";
import { SprintActs } from "./sprint-acts.tsx";

type Props = { team: string; sprint: Sprint | null; actions?: ReactNode };

/** What the sprint is about and how it goes: days left, points, burndown; or that none runs. */
export function SprintHeader({ team, sprint, actions }: Props) {
	const t = useTranslations("planning.sprint");
	if (!sprint)
		return (
			<PageHeader
				title={t("noneRuns")}
				description={t("noneRunsDetail")}
				actions={
					<>
						{actions}
						<Link href="/planning/sprints" className="text-accent text-sm hover:underline">
							{t("seeAll")}
						</Link>
					</>
				}
			/>
		);
	return (
		<PageHeader
			title={
				<Link href={`/planning/sprints/${sprint.id}`} className="hover:underline">
					{sprint.name}
				</Link>
			}
			description={sprint.goal ?? undefined}
			meta={<SprintMeta sprint={sprint} />}
			actions={
				<>
					<BurndownSpark id={sprint.id} />
					<SprintActs team={team} sprint={sprint} />
					{actions}
				</>
			}
		/>
	);
}

/** State, days left and points of a sprint in one line. */
export function SprintMeta({ sprint }: { sprint: Sprint }) {
	const t = useTranslations("planning.sprint");
	const now = useNow();
	const days = now ? Math.ceil((new Date(sprint.endsAt).getTime() - now.getTime()) / 86_400_000) : null;
	return (
		<>
			{sprint.state === "active" && days !== null ? (
				<span className={days < 0 ? "text-failing" : undefined}>
					{days < 0 ? t("daysOver", { days: -days }) : t("daysLeft", { days })}
				</span>
			) : (
				<span>{t(`state.${sprint.state}`)}</span>
			)}
			<span>{t("done", { done: sprint.donePoints, points: sprint.points })}</span>
			<span>{t("capacity", { points: sprint.capacity })}</span>
			{sprint.addedPoints > 0 && <span>{t("added", { points: sprint.addedPoints })}</span>}
		</>
	);
}

function BurndownSpark({ id }: { id: string }) {
	const t = useTranslations("planning.sprint");
	const { data } = useQuery(sprintQuery(id));
	if (!data || data.burndown.length < 2) return null;
	const last = data.burndown.at(-1);
	return (
		<Link href={`/planning/sprints/${id}`}>
			<Sparkline
				values={data.burndown.map(({ remaining }) => remaining)}
				label={t("spark", { remaining: last?.remaining ?? 0, scope: last?.scope ?? 0 })}
			/>
		</Link>
	);
}
