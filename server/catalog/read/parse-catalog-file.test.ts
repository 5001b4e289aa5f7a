import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processorTime } from "#server/platform/testing/processor-time.ts";
import { parseCatalogFile } from "./parse-catalog-file.ts";

const component = (
	name: string,
	spec = "type: service, lifecycle: production, owner: payments",
) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec: { ${spec} }
`;

describe("parseCatalogFile", () => {
	it("reads every document of a file", () => {
		const { entities, problems } = parseCatalogFile(`${component("checkout")}---\n${component("orders")}`);
		expect(entities.map(({ entity }) => entity.metadata.name)).toEqual(["checkout", "orders"]);
		expect(problems).toEqual([]);
	});

	it("names the line of a broken document and reads the others", () => {
		const { entities, problems } = parseCatalogFile(
			`${component("checkout")}---\nkind: [unclosed\n---\n${component("orders")}`,
		);
		expect(entities.map(({ entity }) => entity.metadata.name)).toContain("checkout");
		expect(problems[0]).toMatchObject({ code: "catalog.yaml" });
		expect(problems[0]?.line).toBeGreaterThanOrEqual(7);
	});

	it("names the line of the field that is wrong", () => {
		const { entities, problems } = parseCatalogFile(component("checkout").replace("name: checkout", "name: ../../etc"));
		expect(entities).toEqual([]);
		expect(problems[0]).toMatchObject({ code: "catalog.invalid-field", line: 4 });
		expect(problems[0]?.detail).toContain("metadata.name");
	});

	it("names the line of a key that stands twice", () => {
		const { entities, problems } = parseCatalogFile(component("checkout").replace("metadata:", "kind: API\nmetadata:"));
		expect(entities).toEqual([]);
		expect(problems).toMatchObject([{ code: "catalog.yaml", line: 3, detail: expect.stringContaining('"kind"') }]);
	});

	it("reads a file of very many keys in seconds, so that the worker goes on", { timeout: 60_000 }, () => {
		const keys = Array.from({ length: 40_000 }, (_, key) => `key${key}: 1`).join("\n");
		const start = processorTime();
		expect(parseCatalogFile(keys).problems).not.toEqual([]);
		expect(processorTime() - start).toBeLessThan(15_000);
	});

	it("says which field of the spec is missing", () => {
		const { problems } = parseCatalogFile(component("checkout", "type: service, lifecycle: production"));
		expect(problems).toMatchObject([{ code: "catalog.missing-field", line: 5 }]);
		expect(problems[0]?.detail).toContain("spec.owner");
	});

	it("refuses links that a browser must not open", () => {
		const file = component("checkout").replace(
			"name: checkout",
			"name: checkout\n  links: [{ url: 'javascript:alert(1)' }]",
		);
		expect(parseCatalogFile(file)).toMatchObject({ entities: [], problems: [{ code: "catalog.invalid-field" }] });
	});

	it("does not let aliases grow into a bomb", () => {
		const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${"bcdefgh"
			.split("")
			.map((key, index) => `${key}: &${key} [${Array.from({ length: 10 }, () => `*${"abcdefgh"[index]}`).join(", ")}]`)
			.join("\n")}\n`;
		const started = processorTime();
		expect(parseCatalogFile(bomb).entities).toEqual([]);
		expect(processorTime() - started).toBeLessThan(2_000);
	});

	it("never throws, whatever a file holds", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })), (text) => {
				const { entities, problems } = parseCatalogFile(text);
				expect(entities.length + problems.length).toBeGreaterThanOrEqual(0);
			}),
			{ numRuns: 60 },
		);
	});
});
