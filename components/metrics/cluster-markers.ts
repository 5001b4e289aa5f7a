import type { Marker } from "#server/metrics/schema.ts";

/** Markers that share one place above a plot, `x` pixels from its left edge; in order of time. */
export type MarkerCluster = { x: number; markers: Marker[] };

export type PlotSpan = {
	/** Unix seconds. */
	start: number;
	end: number;
	/** Pixels. */
	width: number;
};

/** Pixels that something to point at needs for itself: the 24 of WCAG 2.5.8, and a hair. */
export const markerSize = 24;
const gap = markerSize + 1;

/**
 * Places markers along a plot so that none touches another or stands over its edge: those that are nearer than the size of
 * one become one cluster in their middle.
 */
export function clusterMarkers(markers: readonly Marker[], { start, end, width }: PlotSpan): MarkerCluster[] {
	const scale = width / Math.max(end - start, 1);
	const edge = Math.min(markerSize, width) / 2;
	const placed = markers
		.map((marker) => ({ x: clamp((seconds(marker) - start) * scale, edge, width - edge), markers: [marker] }))
		.toSorted((a, b) => a.x - b.x || seconds(a.markers[0]) - seconds(b.markers[0]));
	const clusters: MarkerCluster[] = [];
	for (const one of placed) {
		let merged: MarkerCluster = one;
		// A merged cluster stands in the middle, so it may now reach the one before.
		for (let last = clusters.at(-1); last && merged.x - last.x < gap; last = clusters.at(-1)) {
			merged = merge(last, merged);
			clusters.pop();
		}
		clusters.push(merged);
	}
	return clusters;
}

function merge(a: MarkerCluster, b: MarkerCluster): MarkerCluster {
	const count = a.markers.length + b.markers.length;
	const x = (a.x * a.markers.length + b.x * b.markers.length) / count;
	return { x, markers: [...a.markers, ...b.markers].toSorted((one, other) => seconds(one) - seconds(other)) };
}

const seconds = (marker: Marker | undefined): number => (marker ? Date.parse(marker.at) / 1_000 : 0);
const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
