import { describe, expect, it } from "vitest";
import { type BackOff, nextBackOff } from "./back-off.ts";

const limits = { initial: 2000, max: 30_000 };

describe("nextBackOff", () => {
	it("retries the first failure at once, then doubles up to the limit", () => {
		const delays: number[] = [];
		let step: BackOff | null = null;
		for (let now = 0; delays.length < 8; now += step.delay) {
			step = nextBackOff(step, now, limits);
			delays.push(step.delay);
		}
		expect(delays).toEqual([0, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
	});

	it("forgets everything after a container ran for twice the limit", () => {
		const long = { delay: 30_000, since: 0 };
		expect(nextBackOff(long, 30_000 + 60_000, limits).delay).toBe(30_000);
		expect(nextBackOff(long, 30_000 + 60_001, limits).delay).toBe(0);
	});
});
