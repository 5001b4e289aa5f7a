import { describe, expect, it } from "vitest";
import { compareHeld, type HeldObject, usedObjects } from "./held.ts";

const map = (name: string, prints: HeldObject["prints"]): HeldObject => ({ kind: "ConfigMap", name, prints });

describe("compareHeld", () => {
	it("names each key that holds something else, is new or is no longer there", () => {
		const before = [map("settings", { same: "1", other: "2", old: "3" })];
		const now = [map("settings", { same: "1", other: "9", fresh: "4" })];
		expect(compareHeld(before, now).map(({ key, change }) => [key, change])).toEqual([
			["fresh", "added"],
			["old", "removed"],
			["other", "changed"],
		]);
	});

	it("tells an object that is gone once, and one that was not there then by its keys", () => {
		expect(compareHeld([map("settings", { a: "1", b: "2" })], [map("settings", null)])).toEqual([
			{ kind: "ConfigMap", name: "settings", key: null, change: "gone" },
		]);
		expect(compareHeld([map("settings", null)], [map("settings", { a: "1" })])).toMatchObject([{ change: "added" }]);
		expect(compareHeld([map("settings", null)], [map("settings", null)])).toEqual([]);
	});

	it("keeps a Secret and a ConfigMap of one name apart", () => {
		const secret: HeldObject = { kind: "Secret", name: "settings", prints: { a: "1" } };
		expect(compareHeld([map("settings", { a: "1" }), secret], [map("settings", { a: "1" })])).toEqual([
			{ kind: "Secret", name: "settings", key: null, change: "gone" },
		]);
	});
});

describe("usedObjects", () => {
	it("counts the named keys of an object, and all of one that is taken whole as well", () => {
		const from = (name: string, key: string) => ({ name: key, valueFrom: { configMapKeyRef: { name, key } } });
		const container = {
			...{ name: "app", envFrom: [{ configMapRef: { name: "whole" } }] },
			env: [from("named", "a"), from("named", "b"), from("whole", "c")],
		};
		expect(usedObjects({ spec: { containers: [container] } })).toEqual([
			{ kind: "ConfigMap", name: "whole", keys: null },
			{ kind: "ConfigMap", name: "named", keys: ["a", "b"] },
		]);
		expect(usedObjects(null)).toEqual([]);
	});
});
