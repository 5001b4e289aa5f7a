"use client";

import { CircleAlert, Rocket, Terminal, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { Time } from "#components/ui/time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Marker } from "#server/metrics/schema.ts";
import { clusterMarkers, markerSize } from "./cluster-markers.ts";
import { markerColor, plotLeft, plotRight } from "./plot-frame.ts";
import { useWidth } from "./use-width.ts";

const icons = { deploy: Rocket, rollback: Undo2, external: Terminal, incident: CircleAlert };
/** The gravest first: a cluster has the colour of the gravest in it. */
const gravest: readonly Marker["kind"][] = ["incident", "rollback", "external", "deploy"];
const targetClass = "flex size-6 items-center justify-center rounded-full bg-surface hover:bg-hover";

/** What happened to the service, above the plot at its time: each a link to it, several at once a menu of them. */
export function ChartMarkers({ markers, start, end }: { markers: readonly Marker[]; start: number; end: number }) {
	const t = useTranslations("metrics");
	const { ref, width } = useWidth<HTMLOListElement>();
	const clusters = useMemo(
		() => (width > markerSize ? clusterMarkers(markers, { start, end, width }) : []),
		[markers, start, end, width],
	);
	return (
		<ol
			ref={ref}
			aria-label={t("markers")}
			className="relative h-6"
			style={{ marginLeft: plotLeft, marginRight: plotRight }}
		>
			{clusters.map(({ x, markers: [first, ...others] }) =>
				first ? (
					<li key={first.id} className="absolute -translate-x-1/2" style={{ left: x }}>
						{others.length === 0 ? <OneMarker marker={first} /> : <ManyMarkers markers={[first, ...others]} />}
					</li>
				) : null,
			)}
		</ol>
	);
}

function OneMarker({ marker }: { marker: Marker }) {
	const t = useTranslations("metrics");
	return (
		<Tooltip content={<MarkerNote marker={marker} />}>
			<Link
				href={marker.href}
				aria-label={t(`marker.${marker.kind}`, { label: marker.label })}
				className={targetClass}
				style={{ color: markerColor(marker.kind) }}
			>
				<MarkerIcon kind={marker.kind} />
			</Link>
		</Tooltip>
	);
}

function ManyMarkers({ markers }: { markers: readonly Marker[] }) {
	const t = useTranslations("metrics");
	const labels = markers.map(({ kind, label }) => t(`marker.${kind}`, { label }));
	const color = markerColor(gravest.find((kind) => markers.some((marker) => marker.kind === kind)) ?? "deploy");
	return (
		<Menu
			trigger={
				<button
					type="button"
					aria-label={t("severalMarkers", { count: markers.length, what: labels.join(", ") })}
					className={targetClass}
					style={{ color }}
				>
					<span className="flex size-[18px] items-center justify-center rounded-full border border-current font-medium text-[11px] tabular-nums">
						{markers.length}
					</span>
				</button>
			}
		>
			{markers.map((marker, index) => (
				<MenuItem key={marker.id} href={marker.href} icon={<MarkerIcon kind={marker.kind} />}>
					<span className="flex items-baseline justify-between gap-4">
						{labels[index]} <Time value={marker.at} className="whitespace-nowrap text-faint text-xs" />
					</span>
				</MenuItem>
			))}
		</Menu>
	);
}

function MarkerIcon({ kind }: { kind: Marker["kind"] }) {
	const Icon = icons[kind];
	return <Icon aria-hidden size={12} strokeWidth={2.25} style={{ color: markerColor(kind) }} />;
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
