import { describe, expect, it } from "vitest";
import { budgetLeft } from "./budget-left.ts";

describe("budgetLeft", () => {
	it("is whole when nothing failed, spent at the objective, and below zero beyond", () => {
		expect(budgetLeft(0.99, { requests: 1_000, failed: 0 })).toBe(1);
		expect(budgetLeft(0.99, { requests: 1_000, failed: 10 })).toBeCloseTo(0, 10);
		expect(budgetLeft(0.99, { requests: 1_000, failed: 30 })).toBeCloseTo(-2, 10);
	});

	it("says nothing of a service without requests", () => {
		expect(budgetLeft(0.99, { requests: 0, failed: 0 })).toBeNull();
	});
});
