import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Signal } from "../schema.ts";
import { judgeGate } from "./judge-gate.ts";
import { metricGatesSchema, type SignalGate } from "./schema.ts";

const gate = (change: Partial<SignalGate> = {}): SignalGate => ({
	...{ signal: "errors", against: "limit", value: 0.05, samples: 3, noData: "pass" },
	...change,
});
const lineOf = { errors: "errors", duration: "p95", saturation: "cpu", rate: "rate" } as const;
const unitOf = { errors: "ratio", duration: "seconds", saturation: "cores", rate: "requests-per-second" } as const;

function signals(name: Signal["name"], values: (number | null)[]): Signal[] {
	const points = values.map((value, index): [number, number | null] => [index * 10, value]);
	return [{ name, unit: unitOf[name], query: null, lines: [{ name: lineOf[name], points }] }];
}
const minute = { sinceMs: 60_000 };

describe("a gate against a limit", () => {
	it.each([
		["within", [0.01, 0.02, 0.01], "pass"],
		["beyond", [0.2, 0.3, 0.1], "fail"],
	])("is %s by the mean of its newest points", (reason, values, state) => {
		const after = signals("errors", [0.9, 0.9, ...values]);
		expect(judgeGate(gate(), { before: [], after, ...minute })).toMatchObject({ state, reason, limit: 0.05 });
	});

	it("takes fewer requests for worse", () => {
		const after = signals("rate", [1, 1, 1]);
		const wanted = gate({ signal: "rate", value: 5 });
		expect(judgeGate(wanted, { before: [], after, ...minute })).toMatchObject({ state: "fail", value: 1, limit: 5 });
	});

	it.each([
		["too few", [0.9, 0.9]],
		["a gap among the newest", [0.9, 0.9, null]],
	])("says nothing with %s", (_, values) => {
		const after = signals("errors", values);
		expect(judgeGate(gate(), { before: [], after, sinceMs: 600_000 })).toMatchObject({ state: "waiting" });
	});
});

describe("a gate against before", () => {
	const before = signals("duration", [0.1, 0.1, 0.1, 0.1]);
	const wanted = gate({ signal: "duration", against: "before", value: 2 });

	it("fails beyond so many times what was usual", () => {
		const measured = (value: number) => ({ before, after: signals("duration", [value, value, value]), ...minute });
		expect(judgeGate(wanted, measured(0.15))).toMatchObject({ state: "pass", limit: 0.2 });
		expect(judgeGate(wanted, measured(0.5))).toMatchObject({ state: "fail", limit: 0.2 });
	});

	it("takes one failed request after none for no failure, and many for one", () => {
		const none = signals("errors", [0, 0, 0, 0]);
		const errors = gate({ against: "before", value: 2 });
		const measured = (value: number) => ({ before: none, after: signals("errors", [0, 0, value]), ...minute });
		expect(judgeGate(errors, measured(0.01))).toMatchObject({ state: "pass", limit: 0.005 });
		expect(judgeGate(errors, measured(0.3))).toMatchObject({ state: "fail", limit: 0.005 });
	});

	it("says nothing where nothing was usual", () => {
		const after = signals("duration", [9, 9, 9]);
		expect(judgeGate(wanted, { before: [], after, sinceMs: 600_000 })).toMatchObject({ state: "waiting" });
	});
});

describe("nothing measured", () => {
	it.each(["pass", "fail"] as const)("is a %s where the gate says so, once the points should have come", (noData) => {
		const nothing = { before: [], after: signals("errors", [null, null, null, null]) };
		expect(judgeGate(gate({ noData }), { ...nothing, sinceMs: 30_000 })).toMatchObject({ state: "waiting" });
		expect(judgeGate(gate({ noData }), { ...nothing, sinceMs: 90_000 })).toMatchObject({
			state: noData,
			reason: "no-data",
		});
	});
});

it("a gate never fails by points that are all within", () => {
	const share = fc.double({ min: 0, max: 0.05, noNaN: true });
	fc.assert(
		fc.property(fc.array(fc.option(share), { maxLength: 40 }), (values) => {
			const { state } = judgeGate(gate(), { before: [], after: signals("errors", values), ...minute });
			expect(state).not.toBe("fail");
		}),
	);
});

it("two gates for the same are refused", () => {
	expect(metricGatesSchema.safeParse([gate(), gate({ value: 0.1 })]).success).toBe(false);
	expect(metricGatesSchema.safeParse([gate(), gate({ against: "before", value: 2 })]).success).toBe(true);
});
