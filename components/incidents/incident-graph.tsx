"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { chartRows, stepOf, summarize } from "#components/metrics/chart-rows.ts";
import type { Unit } from "#components/metrics/format-value.ts";
import { SignalChart } from "#components/metrics/signal-chart.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import type { IncidentDetail } from "#server/incidents/schema.ts";
import type { Marker } from "#server/metrics/schema.ts";

const units: readonly Unit[] = ["requests-per-second", "ratio", "seconds", "cores", "bytes"];
const isUnit = (unit: string): unit is Unit => units.some((known) => known === unit);

/** The golden signals around the onset, as they were kept: they outlive Prometheus' own retention. */
export function IncidentGraph({ incident }: { incident: IncidentDetail }) {
	const t = useTranslations("incidents");
	const { graph, service, environment, markers } = incident;
	const series = useMemo(
		() => (graph?.signals ?? []).flatMap(({ unit, ...rest }) => (isUnit(unit) ? [{ ...rest, unit }] : [])),
		[graph],
	);
	const all = useMemo(() => [...markers, markerOf(incident)], [markers, incident]);
	const href = `/metrics?service=${encodeURIComponent(service.name)}&environment=${encodeURIComponent(environment.name)}`;
	const shown = series.filter((one) => summarize(chartRows(one, rangeOf(graph, series)), 0).highest !== null);
	return (
		<section aria-label={t("graph")} className="space-y-2">
			<header className="flex items-center gap-3">
				<h2 className="flex-1 font-medium text-sm">{t("graph")}</h2>
				<ButtonLink href={href} size="sm">
					{t("openMetrics")}
				</ButtonLink>
			</header>
			{graph === null || shown.length === 0 ? (
				<p className="rounded-lg border border-dashed px-3.5 py-4 text-muted">
					{t(incident.status === "resolved" ? "noGraphKept" : "noGraph")}
				</p>
			) : (
				<div className="grid grid-cols-2 gap-3 max-xl:grid-cols-1">
					{shown.map((one) => (
						<SignalChart
							key={one.name}
							series={one}
							range={rangeOf(graph, series)}
							markers={all}
							group={`incident ${incident.id}`}
							kept
						/>
					))}
				</div>
			)}
		</section>
	);
}

function rangeOf(graph: IncidentDetail["graph"], series: Parameters<typeof stepOf>[0]) {
	const step = stepOf(series);
	return { start: graph?.start ?? 0, end: graph?.end ?? 0, step: Number.isFinite(step) ? step : 15 };
}

const markerOf = ({ id, number, startedAt, resolvedAt, status }: IncidentDetail): Marker => ({
	id,
	kind: "incident",
	at: startedAt,
	end: resolvedAt,
	label: `#${number}`,
	status,
	href: `/incidents/${number}`,
});
