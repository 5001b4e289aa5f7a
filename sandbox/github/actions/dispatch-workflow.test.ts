import { describe, expect, it } from "vitest";
import { checkInputs } from "./dispatch-workflow.ts";
import type { WorkflowInput } from "./read-workflow.ts";

const input = (change: Partial<WorkflowInput>): WorkflowInput => ({
	type: "string",
	required: false,
	options: [],
	...change,
});
const declared = {
	version: input({ required: true }),
	stage: input({ type: "choice", options: ["development", "staging"], default: "development" }),
	tests: input({ type: "boolean", default: true }),
	count: input({ type: "number" }),
};

describe("checkInputs", () => {
	it("fills in defaults and turns every value into text", () => {
		const checked = checkInputs(declared, { version: "1.0.0", tests: false, count: 3 });
		expect(checked).toEqual({
			ok: true,
			inputs: { version: "1.0.0", stage: "development", tests: "false", count: "3" },
		});
	});

	it.each([
		[{}, "Required input 'version' not provided"],
		[{ version: "" }, "Required input 'version' not provided"],
		[{ version: "1", other: "x" }, 'Unexpected inputs provided: ["other"]'],
		[{ version: "1", stage: "moon" }, "Provided value 'moon' for input 'stage' not in the list of allowed values"],
		[{ version: "1", tests: "maybe" }, "Provided value 'maybe' for input 'tests' not in the list of allowed values"],
		[{ version: "1", count: "many" }, "Provided value 'many' for input 'count' is not a number"],
	])("refuses %j", (given, reason) => {
		expect(checkInputs(declared, given)).toEqual({ ok: false, reason });
	});

	it("does not take a name that every object has for a declared input", () => {
		expect(checkInputs(declared, { version: "1", constructor: "x" }).ok).toBe(false);
	});
});
