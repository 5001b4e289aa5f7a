"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ChartRow, thinRows } from "./chart-rows.ts";
import { formatValue, type Unit } from "./format-value.ts";

type Props = { title: string; rows: readonly ChartRow[]; lines: readonly string[]; unit: Unit };

/** A chart as numbers, for those who read rather than see it; newest first. */
export function ChartTable({ title, rows, lines, unit }: Props) {
	const t = useTranslations("metrics");
	const locale = useLocale();
	return (
		<div className="max-h-56 overflow-auto border-t">
			<table aria-label={title} className="w-full text-xs">
				<thead className="sticky top-0 bg-surface text-left text-muted">
					<tr>
						<th scope="col" className="py-1 font-normal">
							{t("time")}
						</th>
						{lines.map((line) => (
							<th key={line} scope="col" className="py-1 text-right font-normal">
								{line}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{thinRows(rows, 60)
						.reverse()
						.map((row) => (
							<tr key={row.at} className="border-t">
								<td className="py-0.5">{new Date(row.at * 1_000).toLocaleString(locale)}</td>
								{lines.map((line, index) => (
									<td key={line} className="py-0.5 text-right">
										{formatValue(row.values[index] ?? null, unit, locale)}
									</td>
								))}
							</tr>
						))}
				</tbody>
			</table>
		</div>
	);
}
