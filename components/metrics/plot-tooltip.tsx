"use client";

import type { ChartRow } from "./chart-rows.ts";
import { formatValue, type Unit } from "./format-value.ts";

type Props = {
	lines: string[];
	unit: Unit;
	locale: string;
	/** Given by the chart. */
	active?: boolean;
	payload?: readonly { payload?: ChartRow }[];
};

/** The values under the crosshair. */
export function PlotTooltip({ lines, unit, locale, active, payload }: Props) {
	const row = payload?.[0]?.payload;
	if (!active || !row) return null;
	return (
		<div className="rounded-md bg-raised px-2.5 py-1.5 text-xs shadow-(--shadow)">
			<p className="pb-0.5 text-muted">
				{new Date(row.at * 1_000).toLocaleString(locale, { dateStyle: "medium", timeStyle: "medium" })}
			</p>
			{lines.map((name, index) => (
				<p key={name} className="flex items-center gap-1.5">
					<span aria-hidden className="h-0.5 w-3" style={{ background: `var(--series-${(index % 8) + 1})` }} />
					<span className="text-muted">{name}</span>
					<span className="ml-auto pl-3 font-medium">{formatValue(row.values[index] ?? null, unit, locale)}</span>
				</p>
			))}
		</div>
	);
}
