"use client";

import { memo } from "react";
import {
	CartesianGrid,
	Line,
	LineChart,
	ReferenceArea,
	ReferenceLine,
	ResponsiveContainer,
	Tooltip,
	XAxis,
	YAxis,
} from "recharts";
import type { Marker } from "#server/metrics/schema.ts";
import type { ChartRow } from "./chart-rows.ts";
import { formatValue, type Unit } from "./format-value.ts";
import { markerColor, plotLeft, plotRight } from "./plot-frame.ts";
import { PlotTooltip } from "./plot-tooltip.tsx";

type Props = {
	rows: ChartRow[];
	lines: string[];
	unit: Unit;
	markers: Marker[];
	height: number;
	locale: string;
	/** Charts of one group share the crosshair. */
	syncId: string;
};

const axis = { fontSize: 11, fill: "var(--faint)" };

/** The drawing of a chart: no animation, no dots, gaps stay gaps. Everything around it is in `SignalChart`. */
export const LinePlot = memo(function LinePlot({ rows, lines, unit, markers, height, locale, syncId }: Props) {
	const first = rows[0]?.at ?? 0;
	const last = rows.at(-1)?.at ?? 0;
	const timeText = timeFormat(locale, last - first);
	return (
		<ResponsiveContainer width="100%" height={height} initialDimension={{ width: 480, height }}>
			<LineChart
				data={rows}
				syncId={syncId}
				syncMethod="value"
				margin={{ top: 4, right: plotRight, bottom: 0, left: 0 }}
				accessibilityLayer={false}
			>
				<CartesianGrid vertical={false} stroke="var(--line)" />
				<XAxis
					dataKey="at"
					type="number"
					domain={[first, last]}
					tickFormatter={timeText}
					tick={axis}
					tickLine={false}
					axisLine={{ stroke: "var(--line-strong)" }}
					minTickGap={48}
					height={22}
				/>
				<YAxis
					width={plotLeft}
					domain={[0, "auto"]}
					// A unit stays beside its number.
					tickFormatter={(value: number) => formatValue(value, unit, locale).replace(" ", "\u00a0")}
					tick={axis}
					tickLine={false}
					axisLine={false}
					tickCount={4}
				/>
				<Tooltip
					isAnimationActive={false}
					cursor={{ stroke: "var(--faint)", strokeDasharray: "3 3" }}
					content={<PlotTooltip lines={lines} unit={unit} locale={locale} />}
				/>
				{markers.map((marker) => mark(marker, first, last))}
				{lines.map((name, index) => (
					<Line
						key={name}
						name={name}
						dataKey={(row: ChartRow) => row.values[index] ?? null}
						stroke={`var(--series-${(index % 8) + 1})`}
						strokeWidth={1.5}
						dot={false}
						activeDot={{ r: 3 }}
						isAnimationActive={false}
						connectNulls={false}
						type="linear"
					/>
				))}
			</LineChart>
		</ResponsiveContainer>
	);
});

/** A moment as a line, an incident as the span it lasted. */
function mark(marker: Marker, first: number, last: number) {
	const at = Math.max(seconds(marker.at), first);
	const color = markerColor(marker.kind);
	if (marker.kind !== "incident")
		return (
			<ReferenceLine key={marker.id} x={at} stroke={color} strokeDasharray={marker.kind === "deploy" ? "" : "4 3"} />
		);
	const end = marker.end ? Math.min(seconds(marker.end), last) : last;
	return <ReferenceArea key={marker.id} x1={at} x2={Math.max(end, at)} fill={color} fillOpacity={0.1} stroke="none" />;
}

const seconds = (time: string) => Date.parse(time) / 1_000;

function timeFormat(locale: string, span: number): (at: number) => string {
	const days: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
	const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
	const format = new Intl.DateTimeFormat(locale, span > 2 * 86_400 ? days : clock);
	return (at) => format.format(at * 1_000);
}
