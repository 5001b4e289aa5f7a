import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Status } from "#components/ui/status.tsx";
import type { RunningPlace } from "#server/views/services/schema.ts";

type Props = NonNullable<RunningPlace["budget"]> & { href: string };

/** How much of the budget of failed requests is left; opens the charts that it was counted from. */
export function BudgetLeft({ left, objective, days, computedAt, href }: Props) {
	const t = useTranslations("catalog.budget");
	const format = useFormatter();
	const percent = (share: number, digits = 0) =>
		format.number(share, { style: "percent", maximumFractionDigits: digits });
	const word = left === null ? t("noRequests") : left > 0 ? t("left", { share: percent(left) }) : t("spent");
	return (
		<span className="flex flex-wrap items-baseline gap-x-2">
			<Link
				href={href}
				className="hover:underline"
				title={t("computed", { at: format.dateTime(new Date(computedAt)) })}
			>
				<Status
					value={left === null ? "unknown" : left > 0.25 ? "healthy" : left > 0 ? "degraded" : "failing"}
					label={word}
				/>
			</Link>
			<span className="text-muted text-xs">{t("objective", { share: percent(objective, 3), days })}</span>
		</span>
	);
}
