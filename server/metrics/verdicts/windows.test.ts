import { describe, expect, it } from "vitest";
import { windowsOf } from "./windows.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second));
const ten = 600_000;

describe("the windows of a deployment", () => {
	it("are the ten minutes before it began and the ten after its pods settled", () => {
		const done = { startedAt: at(0), rolledOutAt: at(20), finishedAt: at(620), status: "succeeded" };
		expect(windowsOf(done, ten)).toEqual({
			before: { from: at(-600), to: at(0) },
			after: { from: at(50), to: at(650) },
		});
	});

	it.each([
		["that was rolled back, the trial itself", "rolled_back", at(20), at(90), { from: at(0), to: at(90) }],
		["that never rolled out, the trial itself", "failed", null, at(90), { from: at(0), to: at(90) }],
		["that was overtaken, until then", "superseded", at(20), at(200), { from: at(50), to: at(200) }],
		["that was overtaken before its pods settled, nothing", "superseded", at(20), at(30), { from: at(50), to: at(50) }],
	])("are after one %s", (...[, status, rolledOutAt, finishedAt, after]) => {
		expect(windowsOf({ startedAt: at(0), rolledOutAt, finishedAt, status }, ten)?.after).toEqual(after);
	});

	it("are none of what never began", () => {
		expect(windowsOf({ startedAt: null, rolledOutAt: null, finishedAt: at(9), status: "failed" }, ten)).toBeNull();
	});
});
