import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path.ts";

describe("returnPath (R51)", () => {
	it("keeps a path of Lazo with its query", () => {
		expect(returnPath("/catalog/checkout?tab=runs#top")).toBe("/catalog/checkout?tab=runs#top");
	});

	it.each([
		"javascript:alert(1)",
		"//evil.example",
		"/\\evil.example",
		"/..//evil.example",
		"https://evil.example",
		"/\t/evil.example",
		"/api/auth/sign-out",
		"",
		null,
		undefined,
	])("sends %s to the start page", (given) => {
		expect(returnPath(given)).toBe("/");
	});

	it("never leaves Lazo, whatever it is given", () => {
		fc.assert(
			fc.property(fc.string(), fc.constantFrom("", "/", "//", "/\\", "/%2f/", "/./"), (text, start) => {
				expect(new URL(returnPath(start + text), "https://lazo.example").origin).toBe("https://lazo.example");
			}),
		);
	});
});
