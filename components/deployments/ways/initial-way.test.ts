import { describe, expect, it } from "vitest";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { initialWay } from "./initial-way.ts";

const input = (name: string) => ({
	...{ name, type: "string" as const, description: null, required: false, default: null, options: [] },
});
const workflow = (names: string[]): WorkflowForm => ({
	...{ id: "w", name: "deploy", path: ".github/workflows/deploy.yml", state: "active" },
	...{ repository: "almena/orders", defaultBranch: "trunk", inputs: names.map(input) },
});

describe("initialWay", () => {
	it("fills inputs with the facts that their names mean, and leaves the rest to the person", () => {
		const { ref, inputs } = initialWay(workflow(["env", "image_tag", "GIT_SHA", "image", "dry-run"]));
		expect(ref).toBe("trunk");
		expect(inputs).toEqual({
			env: { fact: "environment" },
			image_tag: { fact: "version" },
			GIT_SHA: { fact: "commit" },
			image: { fact: "image" },
		});
	});
});
