import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Marker } from "#server/metrics/schema.ts";
import { clusterMarkers, markerSize } from "./cluster-markers.ts";

const marker = (at: number, kind: Marker["kind"] = "deploy"): Marker => ({
	id: `${kind} ${at}`,
	kind,
	at: new Date(at * 1_000).toISOString(),
	end: null,
	label: "1.0.0",
	status: "succeeded",
	href: "/deployments/1",
});
const plot = { start: 1_000, end: 4_600, width: 600 };
const ids = (markers: readonly Marker[]) => markers.map(({ id }) => id);

describe("clusterMarkers", () => {
	it("leaves markers alone that have room", () => {
		const [first, second] = clusterMarkers([marker(1_600), marker(2_800)], plot);
		expect(first).toMatchObject({ x: 100, markers: [{ id: "deploy 1600" }] });
		expect(second).toMatchObject({ x: 300, markers: [{ id: "deploy 2800" }] });
	});

	it("draws a deployment, its rollback, the next deployment and the incident of one minute as one, in order of time", () => {
		const events = [marker(2_060, "incident"), marker(2_000), marker(2_030, "rollback"), marker(2_045)];
		const clusters = clusterMarkers(events, plot);
		expect(clusters).toHaveLength(1);
		expect(ids(clusters[0]?.markers ?? [])).toEqual(["deploy 2000", "rollback 2030", "deploy 2045", "incident 2060"]);
	});

	it("keeps what began before the plot, or at this moment, inside of it", () => {
		const [before, now] = clusterMarkers([marker(10, "incident"), marker(4_600)], plot);
		expect(before?.x).toBe(markerSize / 2);
		expect(now?.x).toBe(600 - markerSize / 2);
	});

	it("loses no marker, lets none touch another, and stays inside, whatever happened when", () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 60 }),
				fc.integer({ min: 30, max: 2_000 }),
				(times, width) => {
					const clusters = clusterMarkers(
						times.map((at) => marker(at)),
						{ ...plot, width },
					);
					expect(clusters.flatMap(({ markers }) => ids(markers)).toSorted()).toEqual(
						times.map((at) => `deploy ${at}`).toSorted(),
					);
					for (const [index, { x }] of clusters.entries()) {
						expect(x).toBeGreaterThanOrEqual(markerSize / 2 - 1e-6);
						expect(x).toBeLessThanOrEqual(width - markerSize / 2 + 1e-6);
						expect(x - (clusters[index - 1]?.x ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(markerSize);
					}
				},
			),
		);
	});
});
