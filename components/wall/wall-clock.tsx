import { useTranslations } from "next-intl";
import { formatDuration } from "#components/ui/duration.tsx";

const staleMs = 45_000;

/** The time, and how old the data is; a feed that has stopped is said, not hidden. */
export function WallClock({ now, readAt, locale }: { now: Date | null; readAt: number | null; locale: string }) {
	const t = useTranslations("wall");
	if (!now) return null;
	const age = readAt === null ? null : Math.max(0, now.getTime() - readAt);
	const stale = age === null || age > staleMs;
	return (
		<div className="flex items-baseline gap-6">
			<span
				className={
					stale
						? "rounded-md border-2 border-degraded border-dashed px-3 font-medium text-degraded"
						: "text-[24px] text-muted"
				}
			>
				{age === null ? t("noData") : t("dataAge", { age: formatDuration(age) })}
			</span>
			<time dateTime={now.toISOString()} className="font-semibold text-[48px]">
				{now.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hour12: false })}
			</time>
		</div>
	);
}
