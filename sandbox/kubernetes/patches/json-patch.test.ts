import { describe, expect, test } from "vitest";
import { applyJsonPatch, JsonPatchError } from "./json-patch.ts";
import { applyMergePatch } from "./merge-patch.ts";

describe("applyJsonPatch", () => {
	test.each([
		["adds a field", { a: 1 }, [{ op: "add", path: "/b", value: 2 }], { a: 1, b: 2 }],
		["adds to the end of a list", { a: [1] }, [{ op: "add", path: "/a/-", value: 2 }], { a: [1, 2] }],
		["inserts into a list", { a: [1, 3] }, [{ op: "add", path: "/a/1", value: 2 }], { a: [1, 2, 3] }],
		["removes from a list", { a: [1, 2] }, [{ op: "remove", path: "/a/0" }], { a: [2] }],
		["replaces", { a: { b: 1 } }, [{ op: "replace", path: "/a/b", value: 2 }], { a: { b: 2 } }],
		["moves", { a: 1 }, [{ op: "move", from: "/a", path: "/b" }], { b: 1 }],
		["copies", { a: 1 }, [{ op: "copy", from: "/a", path: "/b" }], { a: 1, b: 1 }],
		["reads escaped names", { "x/y": 1 }, [{ op: "replace", path: "/x~1y", value: 2 }], { "x/y": 2 }],
		["goes on after a test that holds", { a: 1 }, [{ op: "test", path: "/a", value: 1 }], { a: 1 }],
	])("%s", (...[, document, patch, expected]) => {
		expect(applyJsonPatch(document, patch)).toEqual(expected);
	});

	test.each([
		["a test that does not hold", { a: 1 }, [{ op: "test", path: "/a", value: 2 }]],
		["a path that is not there", { a: 1 }, [{ op: "remove", path: "/b" }]],
		["an index beyond the list", { a: [] }, [{ op: "add", path: "/a/1", value: 1 }]],
	])("refuses %s and changes nothing", (_, document, patch) => {
		const before = structuredClone(document);
		expect(() => applyJsonPatch(document, patch)).toThrow(JsonPatchError);
		expect(document).toEqual(before);
	});
});

describe("applyMergePatch", () => {
	test("merges objects, removes with null and replaces lists", () => {
		expect(applyMergePatch({ a: { b: 1, c: 2 }, d: [1, 2] }, { a: { b: null, e: 3 }, d: [3] })).toEqual({
			a: { c: 2, e: 3 },
			d: [3],
		});
	});
});
