import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarise } from "./summarise.ts";

describe("summarise", () => {
	it("takes percentiles by nearest rank, whatever the order", () => {
		const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
		expect(summarise(samples)).toEqual({ count: 100, p50: 50, p95: 95, max: 100 });
		expect(summarise([7])).toEqual({ count: 1, p50: 7, p95: 7, max: 7 });
	});

	it("at least 95 percent of the samples do not exceed p95, and fewer do not exceed anything smaller", () => {
		fc.assert(
			fc.property(fc.array(fc.integer(), { minLength: 1 }), (samples) => {
				const { p95 } = summarise(samples);
				expect(samples.filter((one) => one <= p95).length).toBeGreaterThanOrEqual(samples.length * 0.95);
				expect(samples.filter((one) => one < p95).length).toBeLessThan(samples.length * 0.95);
			}),
		);
	});

	it("refuses to summarise nothing", () => {
		expect(() => summarise([])).toThrow("no samples");
	});
});
