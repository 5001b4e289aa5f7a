"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { SprintMeta } from "#components/planning/sprints/sprint-header.tsx";
import { Card } from "#components/ui/card.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import type { Home } from "#server/views/home/schema.ts";

/** A running sprint in small: days left, points, how it burns down. */
export function SprintGlance({ sprint }: { sprint: Home["sprints"][number] }) {
	const t = useTranslations("home");
	const planning = useTranslations("planning.sprint");
	const last = sprint.burndown.at(-1);
	const share = sprint.points > 0 ? Math.round((sprint.donePoints / sprint.points) * 100) : 0;
	return (
		<Card
			title={
				<Link href={`/planning?team=${encodeURIComponent(sprint.team.name)}`} className="hover:underline">
					{sprint.team.title} · {sprint.name}
				</Link>
			}
		>
			{sprint.goal && <p className="pb-1">{sprint.goal}</p>}
			<div className="flex flex-wrap gap-x-3 text-muted text-xs">
				<SprintMeta sprint={sprint} />
			</div>
			<div
				role="progressbar"
				aria-label={t("progress", { name: sprint.name })}
				aria-valuenow={share}
				aria-valuemin={0}
				aria-valuemax={100}
				className="my-2.5 h-1.5 overflow-hidden rounded-full bg-hover"
			>
				<span className="block h-full bg-(--series-1)" style={{ width: `${share}%` }} />
			</div>
			{sprint.burndown.length > 1 && (
				<Sparkline
					width={300}
					height={48}
					values={sprint.burndown.map(({ remaining }) => remaining)}
					label={planning("spark", { remaining: last?.remaining ?? 0, scope: last?.scope ?? 0 })}
				/>
			)}
		</Card>
	);
}
