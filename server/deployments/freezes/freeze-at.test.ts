import { describe, expect, it } from "vitest";
import { freezeAt, nextFreeze } from "./freeze-at.ts";

const friday = {
	timeZone: "Europe/Madrid",
	startsAt: "2026-01-02T16:00",
	minutes: 64 * 60,
	rule: "FREQ=WEEKLY;BYDAY=FR",
};

describe("a freeze from Friday four o'clock to Monday eight o'clock", () => {
	it.each([
		["Friday before it", "2026-11-20T14:59:00Z", false],
		["Friday at its first minute", "2026-11-20T15:00:00Z", true],
		["Sunday", "2026-11-22T12:00:00Z", true],
		["Monday at eight", "2026-11-23T07:00:00Z", false],
		["Wednesday", "2026-11-25T12:00:00Z", false],
	])("%s", (_, at, frozen) => {
		expect(freezeAt(friday, new Date(at)) !== null).toBe(frozen);
	});

	it("stays at four o'clock in summer time", () => {
		expect(freezeAt(friday, new Date("2026-07-03T14:00:00Z"))?.from.toISOString()).toBe("2026-07-03T14:00:00.000Z");
		expect(freezeAt(friday, new Date("2026-07-03T13:59:00Z"))).toBeNull();
	});

	it("tells when it comes next", () => {
		expect(nextFreeze(friday, new Date("2026-11-25T12:00:00Z"))?.from.toISOString()).toBe("2026-11-27T15:00:00.000Z");
	});
});

it("a window of once does not come back", () => {
	const once = { timeZone: "America/Bogota", startsAt: "2026-12-24T12:00", minutes: 1_440, rule: null };
	expect(freezeAt(once, new Date("2026-12-25T00:00:00Z"))).not.toBeNull();
	expect(freezeAt(once, new Date("2027-12-25T00:00:00Z"))).toBeNull();
	expect(nextFreeze(once, new Date("2026-12-26T00:00:00Z"))).toBeNull();
});

it("refuses a zone and a rule that do not exist", () => {
	const now = new Date("2026-11-25T12:00:00Z");
	expect(() => freezeAt({ ...friday, timeZone: "Mars/Base" }, now)).toThrow(/time zone/i);
	expect(() => freezeAt({ ...friday, rule: "FREQ=SOMETIMES" }, now)).toThrow(/FREQ/);
});
