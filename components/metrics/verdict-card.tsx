"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { Measure, Verdict, VerdictState } from "#server/metrics/verdicts/schema.ts";
import { formatValue } from "./format-value.ts";
import { verdictQuery } from "./queries.ts";

const faces: Record<VerdictState, StatusValue> = {
	better: "healthy",
	unchanged: "healthy",
	worse: "failing",
	inconclusive: "unknown",
};

/** How a deployment changed what is measured: each measure before and after, and what it means. */
export function VerdictCard({ deploymentId, ended }: { deploymentId: string; ended: boolean }) {
	const t = useTranslations("metrics.verdict");
	const { data } = useQuery(verdictQuery(deploymentId));
	if (!data) return null;
	const { verdict } = data;
	if (!verdict)
		return ended ? null : (
			<Card title={t("title")}>
				<p className="text-muted">{t("waiting")}</p>
			</Card>
		);
	return (
		<Card title={t("title")} aside={<Status value={faces[verdict.state]} label={t(`state.${verdict.state}`)} />}>
			{verdict.measures.length === 0 ? <p className="text-muted">{t("none")}</p> : <Measures verdict={verdict} />}
		</Card>
	);
}

function Measures({ verdict }: { verdict: Verdict }) {
	const t = useTranslations("metrics.verdict");
	const minutes = ({ from, to }: { from: string; to: string }) =>
		Math.round((Date.parse(to) - Date.parse(from)) / 6_000) / 10;
	return (
		<>
			<div className="overflow-x-auto">
				<table className="w-full text-sm">
					<thead>
						<tr className="text-left text-muted text-xs">
							<th className="py-1 font-medium">{t("column.measure")}</th>
							<th className="py-1 text-right font-medium">{t("column.before")}</th>
							<th className="py-1 pl-4 text-right font-medium">{t("column.after")}</th>
							<th className="py-1 pl-4 font-medium">
								<span className="sr-only">{t("title")}</span>
							</th>
							<th className="py-1 pl-4 font-medium">{t("column.why")}</th>
						</tr>
					</thead>
					<tbody>
						{verdict.measures.map((measure) => (
							<MeasureRow key={measure.name} measure={measure} />
						))}
					</tbody>
				</table>
			</div>
			<p className="pt-2 text-muted text-xs">
				{t("about", { minutes: minutes(verdict.before), after: minutes(verdict.after) })}
			</p>
		</>
	);
}

function MeasureRow({ measure }: { measure: Measure }) {
	const t = useTranslations("metrics.verdict");
	const locale = useLocale();
	const { name, unit, state, reason, before, after, points } = measure;
	const samples = { before: before.samples, after: after.samples };
	return (
		<tr className="border-t">
			<td className="py-1.5 pr-3">{t(`name.${name}`)}</td>
			<td className="py-1.5 text-right tabular-nums">{formatValue(before.mean, unit, locale)}</td>
			<td className="py-1.5 pl-4 text-right tabular-nums">{formatValue(after.mean, unit, locale)}</td>
			<td className="py-1 pl-4">
				<Sparkline values={points.map(([, value]) => value)} label={t(`name.${name}`)} />
			</td>
			<td className="py-1.5 pl-4">
				<Status value={faces[state]} label={t(`state.${state}`)} />{" "}
				<span className="text-muted text-xs">{reason ? t(`reason.${reason}`, samples) : t("differs", samples)}</span>
			</td>
		</tr>
	);
}
