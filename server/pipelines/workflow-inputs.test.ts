import { describe, expect, it } from "vitest";
import { processorTime } from "#server/platform/testing/processor-time.ts";
import { checkInputs, parseWorkflowInputs } from "./workflow-inputs.ts";

const file = `name: release
on:
  push:
  workflow_dispatch:
    inputs:
      version: { description: Version, type: string, required: true }
      stage: { type: choice, options: [staging, production], default: staging }
      run-tests: { type: boolean, default: true }
      replicas: { type: number }
jobs: {}
`;
const inputs = parseWorkflowInputs(file) ?? [];

describe("parseWorkflowInputs", () => {
	it("reads a file of very many keys in seconds, so that the worker goes on", { timeout: 60_000 }, () => {
		const keys = Array.from({ length: 40_000 }, (_, key) => `key${key}: 1`).join("\n");
		const start = processorTime();
		expect(parseWorkflowInputs(`${file}${keys}\n`)).toHaveLength(4);
		expect(processorTime() - start).toBeLessThan(15_000);
	});

	it("reads typed inputs in the order of the file", () => {
		expect(inputs.map(({ name, type, required, default: value }) => [name, type, required, value])).toEqual([
			["version", "string", true, null],
			["stage", "choice", false, "staging"],
			["run-tests", "boolean", false, "true"],
			["replicas", "number", false, null],
		]);
	});

	it("knows a workflow without inputs from one that cannot be started by hand", () => {
		expect(parseWorkflowInputs("on: workflow_dispatch")).toEqual([]);
		expect(parseWorkflowInputs("on: [push, workflow_dispatch]")).toEqual([]);
		expect(parseWorkflowInputs("on: { workflow_dispatch: }")).toEqual([]);
		expect(parseWorkflowInputs("on: push")).toBeNull();
		expect(parseWorkflowInputs("on: [unclosed")).toBeNull();
	});
});

describe("checkInputs", () => {
	it("fills in defaults and leaves out what is empty", () => {
		expect(checkInputs(inputs, { version: "1.9.0", replicas: "" })).toEqual({
			version: "1.9.0",
			stage: "staging",
			"run-tests": "true",
		});
	});

	it.each([
		[{}, "run.missing-input"],
		[{ version: "1", other: "x" }, "run.unknown-input"],
		[{ version: "1", stage: "moon" }, "run.bad-input"],
		[{ version: "1", "run-tests": "maybe" }, "run.bad-input"],
		[{ version: "1", replicas: "many" }, "run.bad-input"],
	])("refuses %j with %s", (given, code) => {
		expect(() => checkInputs(inputs, given)).toThrow(expect.objectContaining({ code }));
	});
});
