import { assert, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { fencePosts, newReplicas, oldReplicas } from "./fence-posts.ts";
import { proportions } from "./scale-proportionally.ts";

const rolling = (replicas: number, maxSurge: number | string, maxUnavailable: number | string) => ({
	replicas,
	strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable } },
});

describe("fencePosts", () => {
	test.each([
		[1, "25%", "25%", { surge: 1, unavailable: 0 }],
		[3, "25%", "25%", { surge: 1, unavailable: 0 }],
		[4, "25%", "25%", { surge: 1, unavailable: 1 }],
		[10, "25%", "25%", { surge: 3, unavailable: 2 }],
		[10, 0, 0, { surge: 0, unavailable: 1 }],
		[10, "0%", "5%", { surge: 0, unavailable: 1 }],
		[2, 1, 5, { surge: 1, unavailable: 2 }],
		[0, 1, 1, { surge: 1, unavailable: 0 }],
	])("%i replicas, surge %s, unavailable %s", (...[replicas, surge, unavailable, expected]) => {
		expect(fencePosts(rolling(replicas, surge, unavailable))).toEqual(expected);
	});
});

describe("a rolling update", () => {
	test("starts with the surge, and takes an old pod when a new one is available", () => {
		const spec = rolling(3, "25%", "25%");
		const old = { wanted: 3, available: 3 };
		expect(newReplicas(spec, 0, [old])).toBe(1);
		expect(oldReplicas(spec, { wanted: 1, available: 0 }, [old])).toEqual([3]);
		expect(oldReplicas(spec, { wanted: 1, available: 1 }, [old])).toEqual([2]);
	});

	test("takes pods that are not available first, even from a newer set", () => {
		const spec = rolling(4, 1, 1);
		const [healthy, broken] = oldReplicas(spec, { wanted: 0, available: 0 }, [
			{ wanted: 3, available: 3 },
			{ wanted: 2, available: 0 },
		]);
		expect([healthy, broken]).toEqual([3, 0]);
	});

	test("always ends, never beyond its limits", () => {
		const sizes = record({
			replicas: integer({ min: 1, max: 20 }),
			surge: integer({ min: 0, max: 5 }),
			missing: integer({ min: 0, max: 5 }),
		});
		const ends = property(sizes, ({ replicas, surge, missing }) => {
			const spec = rolling(replicas, surge, missing);
			const limits = fencePosts(spec);
			let [old, fresh] = [replicas, 0];
			for (let step = 0; step < 100 && (old > 0 || fresh < replicas); step++) {
				fresh = newReplicas(spec, fresh, [
					{ wanted: fresh, available: fresh },
					{ wanted: old, available: old },
				]);
				expect(old + fresh).toBeLessThanOrEqual(replicas + limits.surge);
				old = oldReplicas(spec, { wanted: fresh, available: fresh }, [{ wanted: old, available: old }])[0] ?? 0;
				expect(old + fresh).toBeGreaterThanOrEqual(replicas - limits.unavailable);
			}
			expect([old, fresh]).toEqual([0, replicas]);
		});
		assert(ends);
	});
});

describe("proportions", () => {
	test("shares growth and shrinkage by size, and leaves nothing over", () => {
		expect(proportions([10, 5], 15)).toEqual([20, 10]);
		expect(proportions([10, 5], -6)).toEqual([6, 3]);
		expect(proportions([2, 1], 1)).toEqual([3, 1]);
	});
});
