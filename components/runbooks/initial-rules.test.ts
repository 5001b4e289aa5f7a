import { describe, expect, it } from "vitest";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { initialInputs, initialRules } from "./initial-rules.ts";

const input = (name: string) => ({
	...{ name, type: "string" as const, description: null, required: false, default: null, options: [] },
});
const workflow: WorkflowForm = {
	...{ id: "w", name: "flush", path: "flush.yml", state: "active", repository: "almena/cart", defaultBranch: "trunk" },
	inputs: ["environment", "scope", "Reason"].map(input),
};

describe("initialInputs", () => {
	it("fills what names suggest, and asks for the rest", () => {
		expect(initialInputs(workflow)).toEqual({
			environment: { kind: "fact", fact: "environment" },
			scope: { kind: "ask" },
			Reason: { kind: "fact", fact: "reason" },
		});
	});
});

describe("initialRules", () => {
	it("begin with the default branch and without approval", () => {
		expect(initialRules(null, workflow, ["staging"])).toMatchObject({
			...{ workflowId: "w", ref: "trunk", environments: ["staging"], approval: false },
		});
	});
});
