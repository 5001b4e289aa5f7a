import { describe, expect, it } from "vitest";
import type { Alert, TimelineEntry } from "#server/incidents/schema.ts";
import { foldEntries } from "./fold-entries.ts";
import { oneByOccurrence } from "./one-by-occurrence.ts";

const entry = (type: string, kind: string, name: string): TimelineEntry => ({
	id: `${type} ${name} ${Math.random()}`,
	at: "2026-05-01T12:00:00.000Z",
	type,
	who: { kind: "automation", id: "alerts" },
	subject: { kind, id: name },
	data: { name },
	href: null,
});

describe("foldEntries", () => {
	it("reads a storm as one line, and nothing else together", () => {
		const fired = () => entry("alert.fired", "alert", "PodDown");
		const folded = foldEntries([fired(), fired(), entry("alert.fired", "alert", "Other"), fired()]);
		expect(folded.map(({ count }) => count)).toEqual([2, 1, 1]);
		const comments = [entry("incident.commented", "incident", "a"), entry("incident.commented", "incident", "a")];
		expect(foldEntries(comments)).toHaveLength(2);
	});
});

const alert = (startsAt: string, endsAt: string | null, pod = "a"): Alert => ({
	id: `${startsAt} ${pod}`,
	name: "PodDown",
	severity: null,
	labels: { alertname: "PodDown", pod },
	annotations: {},
	generatorUrl: null,
	startsAt,
	endsAt,
	seen: 1,
	service: null,
	environment: null,
	incidentId: null,
});

describe("oneByOccurrence", () => {
	it("shows an alert that two Alertmanagers date differently once, and firing while one says so", () => {
		const [one, ...more] = oneByOccurrence([alert("10:00:00", "10:05:00"), alert("10:00:07", null)]);
		expect(more).toEqual([]);
		expect(one).toMatchObject({ startsAt: "10:00:00", endsAt: null, seen: 2 });
	});
	it("keeps what came back and what is another apart", () => {
		expect(oneByOccurrence([alert("10:00:00", "10:05:00"), alert("11:00:00", null)])).toHaveLength(2);
		expect(oneByOccurrence([alert("10:00:00", null), alert("10:00:00", null, "b")])).toHaveLength(2);
	});
});
