/** The eight stations of the loop, in its order. */
export const stationNames = ["plan", "code", "build", "test", "release", "deploy", "operate", "monitor"] as const;
export type StationName = (typeof stationNames)[number];

/** States of a station; other than the states of things, since a station is a place on the way. */
export type StationState = "none" | "waiting" | "running" | "done" | "failed";

/** Something that proves a station: a run, a digest, an incident. */
export type Evidence = { kind: string; id: string; label: string; href?: string };

/** How far a subject has come at one station. */
export type Station = { state: StationState; at?: string | null; evidence: readonly Evidence[] };

/** Exactly eight stations, whatever was given. */
export function eightStations(stations: readonly Station[] | null | undefined): Station[] {
	return stationNames.map((_, index) => stations?.[index] ?? { state: "none", evidence: [] });
}

/** Where evidence is shown: its own page, or the thread of the thing. */
export function evidenceHref({ kind, id, href }: Evidence): string {
	return href ?? `/thread/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
}
