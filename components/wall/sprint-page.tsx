import { useTranslations } from "next-intl";
import type { WallView } from "#server/views/wall/schema.ts";

type Props = { sprint: NonNullable<WallView["sprint"]>; now: Date | null };
const dayMs = 24 * 3600 * 1_000;

/** How far the sprint is, beside how much of its time has gone. */
export function SprintPage({ sprint, now }: Props) {
	const t = useTranslations("wall");
	const [starts, ends] = [new Date(sprint.startsAt).getTime(), new Date(sprint.endsAt).getTime()];
	const gone = now ? Math.min(1, Math.max(0, (now.getTime() - starts) / (ends - starts))) : 0;
	const done = sprint.points > 0 ? sprint.donePoints / sprint.points : sprint.done / Math.max(sprint.total, 1);
	const days = now ? Math.max(0, Math.ceil((ends - now.getTime()) / dayMs)) : 0;
	return (
		<section className="flex h-full flex-col justify-center gap-10">
			<div>
				<h2 className="font-bold text-[72px] leading-tight tracking-tight">{sprint.name}</h2>
				{sprint.goal && <p className="line-clamp-2 text-[36px] text-muted">{sprint.goal}</p>}
			</div>
			<Bar
				label={t("work", {
					done: sprint.done,
					total: sprint.total,
					donePoints: sprint.donePoints,
					points: sprint.points,
				})}
				part={done}
				className={done + 0.15 < gone ? "bg-degraded" : "bg-healthy"}
			/>
			<Bar label={t("daysLeft", { count: days })} part={gone} className="bg-faint" />
		</section>
	);
}

function Bar({ label, part, className }: { label: string; part: number; className: string }) {
	return (
		<div className="flex flex-col gap-3">
			<p className="text-[36px]">{label}</p>
			<div className="h-10 overflow-hidden rounded-md border-2">
				<div className={`h-full ${className}`} style={{ width: `${Math.round(part * 100)}%` }} />
			</div>
		</div>
	);
}
