import { describe, expect, it } from "vitest";
import { refuseUnstorable } from "./refuse-unstorable.ts";

describe("refuseUnstorable", () => {
	it("gives back what can be stored, whatever its language", () => {
		const sent = { title: "Señal 🚨 日本", list: [1, null, { deep: "yes" }] };
		expect(refuseUnstorable(sent)).toBe(sent);
		expect(refuseUnstorable(undefined)).toBe(undefined);
	});

	it.each([
		["NUL in a text", { name: "checkout\0" }],
		["NUL deep inside", { labels: [{ value: "a\0b" }] }],
		["NUL in a name", { "la\0bel": "x" }],
		["half of a pair", { title: "\ud83d" }],
	])("refuses %s with 422", (_, sent) => {
		expect(() => refuseUnstorable(sent)).toThrow(expect.objectContaining({ status: 422, code: "unstorable-text" }));
	});
});
