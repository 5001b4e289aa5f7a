"use client";

import { CircleAlert, Rocket, Terminal, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Marker } from "#server/metrics/schema.ts";
import { markerColor, plotLeft, plotRight } from "./plot-frame.ts";

const icons = { deploy: Rocket, rollback: Undo2, external: Terminal, incident: CircleAlert };

/** What happened to the service, above the plot at its time: each is a link to it. */
export function ChartMarkers({ markers, start, end }: { markers: readonly Marker[]; start: number; end: number }) {
	const t = useTranslations("metrics");
	return (
		<ol aria-label={t("markers")} className="relative h-4" style={{ marginLeft: plotLeft, marginRight: plotRight }}>
			{markers.map((marker) => {
				const at = Math.max(Date.parse(marker.at) / 1_000, start);
				const Icon = icons[marker.kind];
				return (
					<li
						key={marker.id}
						className="absolute -translate-x-1/2"
						style={{ left: `${((at - start) / Math.max(end - start, 1)) * 100}%` }}
					>
						<Tooltip content={<MarkerNote marker={marker} />}>
							<Link
								href={marker.href}
								aria-label={t(`marker.${marker.kind}`, { label: marker.label })}
								className="flex size-4 items-center justify-center rounded-full bg-surface hover:bg-hover"
								style={{ color: markerColor(marker.kind) }}
							>
								<Icon aria-hidden size={12} strokeWidth={2.25} />
							</Link>
						</Tooltip>
					</li>
				);
			})}
		</ol>
	);
}

function MarkerNote({ marker }: { marker: Marker }) {
	const t = useTranslations("metrics");
	return (
		<>
			<p className="font-medium">{t(`marker.${marker.kind}`, { label: marker.label })}</p>
			<Time value={marker.at} absolute className="text-muted" />
		</>
	);
}
