"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Sparkline } from "#components/ui/sparkline.tsx";
import type { Signals } from "#server/metrics/schema.ts";
import { type ChartSeries, chartRows, summarize } from "./chart-rows.ts";
import { formatValue } from "./format-value.ts";
import { signalsQuery } from "./queries.ts";

const shown = [
	{ name: "rate", color: "var(--series-1)" },
	{ name: "errors", color: "var(--series-4)" },
	{ name: "duration", color: "var(--series-2)" },
] as const;

/** Rate, errors and duration of the last hour in small, for the card of a service in an environment. Leads to the charts. */
export function SignalsSparkline({ service, environment }: { service: string; environment: string }) {
	const t = useTranslations("metrics");
	const query = useQuery({ ...signalsQuery({ service, environment }, 3_600), refetchInterval: 15_000 });
	const href = `/metrics?service=${encodeURIComponent(service)}&environment=${encodeURIComponent(environment)}`;
	if (!query.data) return <p className="h-12 py-1 text-faint text-xs">{query.error ? t("notRead") : null}</p>;
	const { signals } = query.data;
	if (signals.length === 0) return <p className="py-1 text-muted text-xs">{t("nothingMeasured")}</p>;
	return (
		<Link href={href} className="mt-1.5 grid grid-cols-3 gap-3 rounded-md py-1 hover:bg-hover">
			{shown.map(({ name, color }) => (
				<Small key={name} series={signals.find((one) => one.name === name)} color={color} range={query.data} />
			))}
		</Link>
	);
}

function Small({ series, color, range }: { series: ChartSeries | undefined; color: string; range: Signals }) {
	const t = useTranslations("metrics");
	const locale = useLocale();
	if (!series) return <span />;
	const line = Math.max(
		series.lines.findIndex(({ name }) => name === "p95"),
		0,
	);
	const rows = chartRows(series, range);
	const { last } = summarize(rows, line);
	const text = formatValue(last, series.unit, locale);
	return (
		<span className="min-w-0">
			<span className="flex flex-wrap items-baseline gap-x-1.5 whitespace-nowrap text-xs">
				<span className="text-muted">{t(`short.${series.name}`)}</span>
				<span className="ml-auto font-medium">{text}</span>
			</span>
			<Sparkline
				values={rows.map(({ values }) => values[line] ?? null)}
				label={`${t(`short.${series.name}`)}: ${text}`}
				color={color}
				height={24}
			/>
		</span>
	);
}
