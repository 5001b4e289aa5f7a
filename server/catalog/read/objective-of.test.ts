import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objectiveOf } from "./objective-of.ts";

describe("objectiveOf", () => {
	it.each([
		["99.9", undefined, { target: 0.999, days: 30 }],
		["99.5%", "7", { target: 0.995, days: 7 }],
		[" 99 ", "400", { target: 0.99, days: 90 }],
	])("reads %s over %s days", (target, days, objective) => {
		const read = objectiveOf({ "lazo.dev/slo-target": target, ...(days && { "lazo.dev/slo-days": days }) });
		expect(read?.target).toBeCloseTo(objective.target, 10);
		expect(read?.days).toBe(objective.days);
	});

	it.each(["100", "0", "-1", "99,9", "1e9", "much", "", "99.9; drop"])("takes %j for no objective", (target) => {
		expect(objectiveOf({ "lazo.dev/slo-target": target })).toBeNull();
	});

	it("takes whatever stands in a catalog file", () => {
		fc.assert(fc.property(fc.anything(), (annotations) => void objectiveOf(annotations)));
	});
});
