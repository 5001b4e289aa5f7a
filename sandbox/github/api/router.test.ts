import { describe, expect, it } from "vitest";
import { ok } from "./request.ts";
import { match, pathSegments, type Routes } from "./router.ts";

const routes: Routes = {
	"GET /commits/:ref/pulls": () => ok("pulls"),
	"GET /commits/*ref": () => ok("commit"),
	"GET ": () => ok("root"),
};

describe("match", () => {
	it("finds the most special route first and gives a star all that follows", () => {
		expect(match(routes, "GET", ["commits", "main", "pulls"])?.params).toEqual({ ref: "main" });
		expect(match(routes, "GET", ["commits", "feature", "a"])?.params).toEqual({ ref: "feature/a" });
		expect(match(routes, "GET", [])?.params).toEqual({});
	});

	it("finds nothing for another method, a longer path or a star without anything", () => {
		expect(match(routes, "POST", ["commits", "main"])).toBeNull();
		expect(match(routes, "GET", ["branches"])).toBeNull();
		expect(match(routes, "GET", ["commits"])).toBeNull();
	});
});

describe("pathSegments", () => {
	it("decodes each segment on its own, so that a branch may hold a slash", () => {
		expect(pathSegments("/branches/feature%2Fa")).toEqual(["branches", "feature/a"]);
	});

	it.each(["/a/../b", "/a/%2e%2e/b", "/a/x%2F..%2Fb", "/a/%00", "/a/%0d%0a", "/a/%zz", "/a/..%5cb"])(
		"refuses %s",
		(path) => {
			expect(() => pathSegments(path)).toThrow("Not Found");
		},
	);
});
