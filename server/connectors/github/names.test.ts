import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePath, parseRef, parseSlug } from "./names.ts";

const hostile = [
	"..",
	"../x",
	"a/..",
	"a/../b",
	"%2e%2e",
	"a?b",
	"a#b",
	"a b",
	"a\r\nb",
	"",
	"a//b",
	"/a",
	"a\\b",
	"a\u0000b",
];

describe("names that go into GitHub's addresses (R26)", () => {
	it("are refused when they could lead elsewhere", () => {
		for (const text of hostile) {
			expect(() => parseSlug(`almena/${text}`), `slug ${JSON.stringify(text)}`).toThrow();
			expect(() => parseRef(text), `ref ${JSON.stringify(text)}`).toThrow();
		}
		for (const text of ["..", "../x", "a/../b", "/a", "a//b", "a?b", "a#b", "a\r\nb", "%2e%2e/x", ""])
			expect(() => parsePath(text), `path ${JSON.stringify(text)}`).toThrow();
	});

	it("pass when they are ordinary", () => {
		expect(parseSlug("almena/checkout.api_2")).toEqual({ owner: "almena", repo: "checkout.api_2" });
		expect(parseRef("PAY-112/gift-cards@2")).toBe("PAY-112/gift-cards@2");
		expect(parsePath(".github/workflows/release.yml")).toBe(".github/workflows/release.yml");
	});

	it("stay inside the repository's address once they pass", () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (repo, path) => {
				let url: URL;
				try {
					const slug = parseSlug(`almena/${repo}`);
					url = new URL(`https://api.test/repos/${slug.owner}/${slug.repo}/contents/${parsePath(path)}`);
				} catch {
					return;
				}
				expect(url.pathname.startsWith(`/repos/almena/${repo}/contents/`)).toBe(true);
				expect(url.search + url.hash).toBe("");
			}),
		);
	});
});
