"use client";

import { ChartLine, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { memo, useMemo, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useNow } from "#components/ui/use-now.ts";
import type { Marker } from "#server/metrics/schema.ts";
import { ChartMarkers } from "./chart-markers.tsx";
import { type ChartRange, type ChartSeries, chartRows, summarize } from "./chart-rows.ts";
import { ChartTable } from "./chart-table.tsx";
import { formatValue } from "./format-value.ts";
import { plotLeft } from "./plot-frame.ts";

const height = 168;
const LinePlot = dynamic(() => import("./line-plot.tsx").then((module) => module.LinePlot), {
	ssr: false,
	loading: () => <Skeleton className="h-[168px] w-full" />,
});

type Props = {
	series: ChartSeries & { query?: string | null };
	range: ChartRange;
	markers: readonly Marker[];
	/** Charts with the same name share the crosshair. */
	group: string;
	/** Of the past: its last value is not how things are now. */
	kept?: boolean;
};

/** One signal: what it says in words, the chart with what happened, and the same as a table. */
export const SignalChart = memo(function SignalChart({ series, range, markers, group, kept = false }: Props) {
	const t = useTranslations("metrics");
	const locale = useLocale();
	const [asTable, setAsTable] = useState(false);
	const { start, end, step } = range;
	const rows = useMemo(() => chartRows(series, { start, end, step }), [series, start, end, step]);
	const lines = useMemo(() => series.lines.slice(0, 10).map(({ name }) => name), [series]);
	const shown = useMemo(() => markers.filter((marker) => touches(marker, start, end)), [markers, start, end]);
	const title = t.has(`signal.${series.name}`) ? t(`signal.${series.name}`) : series.name;
	return (
		<section aria-label={title} className="min-w-0 rounded-lg border bg-surface px-3.5 pt-2 pb-2.5">
			<header className="flex items-start gap-1">
				<div className="min-w-0 flex-1">
					<h3 className="font-medium text-sm">{title}</h3>
					<p className="truncate text-muted text-xs">
						<SummaryText series={series} rows={rows} kept={kept} />
					</p>
				</div>
				{series.query && <CopyButton text={series.query} label={t("copyQuery")} />}
				<IconButton
					label={asTable ? t("asChart") : t("asTable")}
					icon={asTable ? <ChartLine aria-hidden size={14} /> : <Table2 aria-hidden size={14} />}
					onClick={() => setAsTable(!asTable)}
				/>
			</header>
			{asTable ? (
				<ChartTable title={title} rows={rows} lines={lines} unit={series.unit} />
			) : (
				<>
					<ChartMarkers markers={shown} start={start} end={end} />
					<div aria-hidden className="overflow-hidden" style={{ height }}>
						<LinePlot
							rows={rows}
							lines={lines}
							unit={series.unit}
							markers={shown}
							height={height}
							locale={locale}
							syncId={group}
						/>
					</div>
					{lines.length > 1 && <Legend lines={lines} />}
				</>
			)}
		</section>
	);
});

/** A deployment is a moment; an incident lasts until its end, or still does. */
function touches({ kind, at, end: ends }: Marker, start: number, end: number): boolean {
	const from = Date.parse(at) / 1_000;
	if (kind !== "incident") return from >= start && from <= end;
	return from <= end && (ends === null || Date.parse(ends) / 1_000 >= start);
}

/** The newest value and the highest with its time; for latency of the 95th percentile. */
function SummaryText({
	series,
	rows,
	kept,
}: {
	series: ChartSeries;
	rows: ReturnType<typeof chartRows>;
	kept: boolean;
}) {
	const t = useTranslations("metrics");
	const locale = useLocale();
	// The server does not know the reader's zone.
	const alive = useNow() !== null;
	const p95 = series.lines.findIndex(({ name }) => name === "p95");
	const line = Math.max(p95, 0);
	const { last, highest, highestAt } = summarize(rows, line);
	if (highest === null || highestAt === null) return t("nothingMeasured");
	if (!alive) return null;
	const time = new Date(highestAt * 1_000).toLocaleTimeString(locale, {
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23",
	});
	return t(kept ? "summaryKept" : "summary", {
		line: p95 >= 0 ? "p95: " : "",
		last: last === null ? t("notMeasuredNow") : formatValue(last, series.unit, locale),
		highest: formatValue(highest, series.unit, locale),
		time,
	});
}

const Legend = ({ lines }: { lines: readonly string[] }) => (
	<ul className="flex flex-wrap gap-x-3 text-muted text-xs" style={{ paddingLeft: plotLeft }}>
		{lines.map((name, index) => (
			<li key={name} className="inline-flex items-center gap-1.5">
				<span aria-hidden className="h-0.5 w-3" style={{ background: `var(--series-${(index % 8) + 1})` }} />
				{name}
			</li>
		))}
	</ul>
);
