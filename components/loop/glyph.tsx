"use client";

import { useTranslations } from "next-intl";
import { eightStations, type Station, type StationState, stationNames } from "./stations.ts";
import { useStationSentence } from "./use-station-sentence.ts";

const center = 10;
const outer = 9;

/** A segment of the ring between two radii, with a gap to its neighbours. Station 0 begins at twelve o'clock. */
function segment(index: number, inner: number, radius: number): string {
	const gap = 0.09;
	const from = (index / 8) * 2 * Math.PI - Math.PI / 2 + gap;
	const to = ((index + 1) / 8) * 2 * Math.PI - Math.PI / 2 - gap;
	const point = (angle: number, distance: number) =>
		`${(center + distance * Math.cos(angle)).toFixed(2)} ${(center + distance * Math.sin(angle)).toFixed(2)}`;
	return `M${point(from, radius)}A${radius} ${radius} 0 0 1 ${point(to, radius)}L${point(to, inner)}A${inner} ${inner} 0 0 0 ${point(from, inner)}Z`;
}

/** Shape tells the state without colour: thin nothing, outline waiting, half running, full done, wedge to the middle failed. */
const drawn: Record<StationState, { inner: number; radius: number; className: string }> = {
	none: { inner: 7.4, radius: 8.2, className: "fill-line-strong" },
	waiting: { inner: 5.6, radius: outer, className: "fill-transparent stroke-waiting stroke-1" },
	running: { inner: 5.2, radius: outer, className: "fill-progressing animate-pulse" },
	done: { inner: 5.2, radius: outer, className: "fill-text" },
	failed: { inner: 1, radius: 10, className: "fill-failing" },
};

type Props = { stations: readonly Station[] | null | undefined; size?: 16 | 18 | 20 };

/** The loop in small: one look says how far something has come and where it hurts. */
export function Glyph({ stations, size = 18 }: Props) {
	const t = useTranslations("loop");
	const sentence = useStationSentence();
	const all = eightStations(stations);
	const title = t("glyph", { sentence: sentence(all) });
	return (
		<svg
			role="img"
			aria-label={title}
			viewBox="0 0 20 20"
			width={size}
			height={size}
			className="inline-block shrink-0 align-[-4px]"
		>
			<title>{title}</title>
			{all.map(({ state }, index) => {
				const { inner, radius, className } = drawn[state];
				return <path key={stationNames[index]} d={segment(index, inner, radius)} className={className} />;
			})}
		</svg>
	);
}
