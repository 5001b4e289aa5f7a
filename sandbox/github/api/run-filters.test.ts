import { describe, expect, it } from "vitest";
import type { RunRecord } from "../state/types.ts";
import { runFits } from "./run-filters.ts";

const at = "2026-03-10T12:00:00.500Z";
const person = { name: "Ana", email: "ana@almena.example" };
const run: RunRecord = {
	id: 1,
	repository: "checkout",
	workflowId: 2,
	path: ".github/workflows/ci.yml",
	name: "ci",
	number: 1,
	event: "push",
	branch: "main",
	commit: { id: "a".repeat(40), tree_id: "", message: "", timestamp: at, author: person, committer: person },
	title: "",
	actor: "ana",
	inputs: {},
	createdAt: at,
	attempts: [
		{ number: 1, actor: "ana", status: "completed", conclusion: "failure", startedAt: at, updatedAt: at, jobs: [] },
	],
};

describe("runFits", () => {
	it.each([
		"branch=main",
		"status=completed",
		"status=failure",
		"event=push&actor=ana",
		"created=2026-03-10",
		"created=%3E%3D2026-03-10T12:00:00Z",
		"created=%3E%3D2026-03-10T13:00:00%2B01:00",
		"created=2026-03-01..2026-03-10",
		"created=2026-03-10..*",
		"created=%3C2026-03-11",
	])("takes a run for %s", (query) => {
		expect(runFits(run, new URLSearchParams(query))).toBe(true);
	});

	it.each([
		"branch=other",
		"status=success",
		"head_sha=bbb",
		"created=%3E2026-03-10",
		"created=2026-03-11..*",
		"created=*..2026-03-09",
		"created=nonsense",
	])("leaves a run out for %s", (query) => {
		expect(runFits(run, new URLSearchParams(query))).toBe(false);
	});
});
