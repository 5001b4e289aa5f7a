import { describe, expect, it } from "vitest";
import type { WallView } from "#server/views/wall/schema.ts";
import { serviceNames, wallPages } from "./wall-pages.ts";

const service = (name: string, status: "healthy" | "failing") => ({
	name,
	title: name,
	status,
	version: null,
	desired: 1,
	ready: 1,
});
const calm: WallView = {
	name: "wall",
	locale: "en",
	team: { name: "payments", title: "Payments" },
	at: "2026-01-01T00:00:00.000Z",
	observedAt: null,
	environments: [
		{
			name: "staging",
			title: "Staging",
			production: false,
			services: [service("b", "failing"), service("a", "healthy")],
		},
		{
			name: "production",
			title: "Production",
			production: true,
			services: [service("a", "healthy"), service("c", "healthy")],
		},
	],
	rollouts: [],
	sprint: null,
	incidents: [],
};
const incident = (status: string) => ({
	number: 1,
	severity: "critical",
	status,
	service: "a",
	environment: "production",
	alert: null,
	startedAt: "2026-01-01T00:00:00.000Z",
	acknowledgedBy: null,
});
const rollout = {
	id: "1",
	service: "a",
	environment: "production",
	kind: "deploy",
	status: "rolling",
	version: "1.0.0",
	desired: 3,
	updated: 1,
	ready: 3,
	startedAt: "2026-01-01T00:00:00.000Z",
	deadlineAt: null,
};

describe("wallPages", () => {
	it("shows nothing but the incident that nobody has taken", () => {
		const pages = wallPages(
			{ ...calm, rollouts: [rollout], incidents: [incident("open"), incident("acknowledged")] },
			8,
		);
		expect(pages).toEqual([{ kind: "incident", index: 0 }]);
	});

	it("comes back to a running rollout after every page", () => {
		expect(wallPages({ ...calm, rollouts: [rollout] }, 2).map(({ kind }) => kind)).toEqual([
			"rollouts",
			"services",
			"rollouts",
			"services",
		]);
	});

	it("turns through all services when nothing happens", () => {
		expect(wallPages(calm, 2)).toEqual([
			{ kind: "services", from: 0 },
			{ kind: "services", from: 2 },
		]);
	});

	it("names each service once, trouble first", () => {
		expect(serviceNames(calm).map(({ name }) => name)).toEqual(["b", "a", "c"]);
	});
});
