import type { Marker } from "#server/metrics/schema.ts";

/** Pixels that a plot leaves for its axis on the left and at its right edge; what lies over it needs the same. */
export const plotLeft = 70;
export const plotRight = 8;

const colors: Record<Marker["kind"], string> = {
	deploy: "var(--accent)",
	rollback: "var(--held)",
	external: "var(--waiting)",
	incident: "var(--failing)",
};

/** The colour of a marker, the same on every chart. */
export const markerColor = (kind: Marker["kind"]): string => colors[kind];
