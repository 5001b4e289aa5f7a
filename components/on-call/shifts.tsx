import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "#components/planning/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { OnCall } from "#server/access/on-call/schema.ts";
import { Moment } from "./moment.tsx";

/** How often a rota hands over, and the next handovers, in its own time zone. */
export function Shifts({ onCall: { shifts }, rota }: { onCall: OnCall; rota: NonNullable<OnCall["rota"]> }) {
	const t = useTranslations("on-call");
	const format = useFormatter();
	const { startsOn, time, timeZone, days } = rota;
	const weekday = format.dateTime(new Date(`${startsOn}T12:00Z`), { weekday: "long", timeZone: "UTC" });
	return (
		<>
			<p className="text-muted text-xs">{t("rhythm", { days, weekday, time, zone: timeZone.replaceAll("_", " ") })}</p>
			<ol aria-label={t("next")} className="space-y-1.5">
				{shifts.slice(1).map(({ person, from, override }) => (
					<li key={from} className="flex items-center gap-2">
						<Avatar person={person} />
						<span className="min-w-0 flex-1 truncate">
							{person?.name ?? <span className="text-degraded">{t("nobody")}</span>}{" "}
							{override && <Badge>{t("overridden")}</Badge>}
						</span>
						<span className="text-muted text-xs">{from && <Moment value={from} timeZone={timeZone} />}</span>
					</li>
				))}
			</ol>
		</>
	);
}
