import { describe, expect, it } from "vitest";
import { readQuantity } from "#server/connectors/kubernetes/read-quantity.ts";
import { judgeSize } from "./judge-size.ts";

const Mi = 1024 ** 2;
const cpu = { resource: "cpu", request: 0.5, limit: null, highest: 0.06, usual: 0.04, hours: 168 } as const;
const memory = {
	resource: "memory",
	request: 256 * Mi,
	limit: 512 * Mi,
	highest: 200 * Mi,
	usual: 180 * Mi,
	hours: 168,
} as const;

describe("judgeSize", () => {
	it("says that a request far above the use could be less", () => {
		expect(judgeSize(cpu)).toEqual({ verdict: "over", suggested: 0.05 });
		expect(judgeSize({ ...memory, request: 1024 * Mi })).toEqual({ verdict: "over", suggested: 256 * Mi });
	});

	it("says nothing while it has watched for less than a day", () => {
		expect(judgeSize({ ...cpu, hours: 23 })).toEqual({ verdict: "too-few", suggested: null });
	});

	it("measures CPU by what is usual and memory by what was highest, which ends a container", () => {
		expect(judgeSize({ ...cpu, request: 0.05, highest: 3 })).toMatchObject({ verdict: "fits" });
		expect(judgeSize({ ...memory, request: 190 * Mi })).toEqual({ verdict: "under", suggested: 256 * Mi });
	});

	it("warns of memory that comes near its limit before anything else", () => {
		expect(judgeSize({ ...memory, request: null, limit: 210 * Mi })).toEqual({
			verdict: "near-limit",
			suggested: 304 * Mi,
		});
	});

	it("suggests a request where none was made, and never less than runs at all", () => {
		expect(judgeSize({ ...cpu, request: null })).toEqual({ verdict: "no-request", suggested: 0.05 });
		expect(judgeSize({ ...cpu, usual: 0.0001 })).toEqual({ verdict: "over", suggested: 0.01 });
	});
});

describe("readQuantity", () => {
	it.each([
		["250m", 0.25],
		["1", 1],
		["0.5", 0.5],
		["64Mi", 64 * Mi],
		["1G", 1e9],
		["1e3", 1_000],
		[2, 2],
		["12x", null],
		["", null],
		[undefined, null],
	])("%s is %s", (text, value) => expect(readQuantity(text)).toBe(value));
});
