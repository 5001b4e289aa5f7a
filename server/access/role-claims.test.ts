import { describe, expect, it } from "vitest";
import { roleClaims } from "./role-claims.ts";

const pairs = "devs=developer, ops=devops,bosses=lead,typo=emperor";

describe("roleClaims", () => {
	it("gives each role once, from the groups that are mapped", () => {
		expect(roleClaims(["ops", "devs", "devs", "cooks"], pairs)).toEqual(["developer", "devops"]);
	});

	it("lets whoever has no mapped group look", () => {
		expect(roleClaims(["cooks"], pairs)).toEqual(["viewer"]);
		expect(roleClaims([], "")).toEqual(["viewer"]);
	});

	it("gives nothing for a role that does not exist", () => {
		expect(roleClaims(["typo"], pairs)).toEqual(["viewer"]);
	});
});
