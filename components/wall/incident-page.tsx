import { Siren } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatDuration } from "#components/ui/duration.tsx";
import type { WallView } from "#server/views/wall/schema.ts";

type Props = { incident: WallView["incidents"][number]; now: Date | null; more: number };

/** Something burns: what, where, since when, who has it. */
export function IncidentPage({ incident, now, more }: Props) {
	const t = useTranslations("wall");
	const lasted = now ? formatDuration(now.getTime() - new Date(incident.startedAt).getTime()) : "";
	return (
		<section className="flex h-full flex-col justify-center gap-8">
			<p className="flex items-center gap-5 font-semibold text-[40px] text-failing">
				<Siren aria-hidden size={56} />
				{t("incident", { number: incident.number })} ·{" "}
				{t(
					`severity.${incident.severity === "critical" || incident.severity === "warning" ? incident.severity : "info"}`,
				)}
			</p>
			<h2 className="font-bold text-[96px] leading-[1.05] tracking-tight">
				{t("burning", { service: incident.service, environment: incident.environment })}
			</h2>
			{incident.alert && <p className="font-mono text-[36px] text-muted">{incident.alert}</p>}
			<p className="text-[56px]">
				<span suppressHydrationWarning>{t("lasting", { time: lasted })}</span>
			</p>
			<p className="text-[40px]">
				{incident.acknowledgedBy ? t("takenBy", { name: incident.acknowledgedBy }) : t("nobody")}
			</p>
			{more > 0 && <p className="text-[32px] text-muted">{t("moreIncidents", { count: more })}</p>}
		</section>
	);
}
