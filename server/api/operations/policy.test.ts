import { describe, expect, it } from "vitest";
import { policy } from "#server/access/policy.ts";
import { operations } from "./all.ts";

const named = operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

describe("every operation of the API (R53)", () => {
	it("is declared once", () => {
		const names = named.map(([name]) => name.replace(/\{\w+\}/g, "{}"));
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	it.each(named)("%s names a row of the policy table", (_, { action }) => {
		expect(Object.keys(policy)).toContain(action);
	});

	it.each(named)("%s states the form of its answer, so that nothing else leaves", (_, { response }) => {
		expect(() => response.parse(Symbol("not an answer"))).toThrow();
	});

	it.each(named.filter(([, { method }]) => method === "get"))("%s only reads", (_, { action, body }) => {
		expect(body).toBeUndefined();
		expect(action).toMatch(/\.read$/);
	});

	it.each(named.filter(([, { method }]) => method !== "get"))("%s asks for more than reading", (_, { action }) => {
		expect(action).not.toMatch(/\.read$/);
	});
});
