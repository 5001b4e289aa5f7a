import { describe, expect, it } from "vitest";
import { limitHeaders, spend, tooManyRequests } from "./rate-limit.ts";

const limit = { name: "test", perMinute: 60 };
const start = 1_000_000;

/** Spends `count` requests at one moment; how many were allowed. */
const burst = (caller: string, count: number, now: number) =>
	Array.from({ length: count }, () => spend(limit, caller, now)).filter(({ allowed }) => allowed).length;

describe("spend (R60)", () => {
	it("lets a minute's worth through at once, and no more", () => {
		expect(burst("a", 100, start)).toBe(60);
		expect(spend(limit, "a", start)).toMatchObject({ allowed: false, left: 0, seconds: 1 });
	});

	it("fills evenly, never beyond a minute's worth", () => {
		burst("b", 60, start);
		expect(burst("b", 100, start + 10_000)).toBe(10);
		expect(burst("b", 100, start + 10_000_000)).toBe(60);
	});

	it("counts every caller and every limit apart", () => {
		burst("c", 60, start);
		expect(spend(limit, "d", start).allowed).toBe(true);
		expect(spend({ ...limit, name: "other" }, "c", start).allowed).toBe(true);
	});

	it("is not refilled by a clock that goes back", () => {
		burst("e", 60, start);
		expect(spend(limit, "e", start - 3_600_000).allowed).toBe(false);
	});
});

it("a refusal says how long to wait, as does every header", () => {
	burst("f", 60, start);
	const standing = spend(limit, "f", start);
	expect(tooManyRequests(standing)).toMatchObject({ status: 429, retryAfter: 1, params: { seconds: 1 } });
	expect(limitHeaders(standing)).toEqual({ "ratelimit-policy": '"test";q=60;w=60', ratelimit: '"test";r=0;t=1' });
});
