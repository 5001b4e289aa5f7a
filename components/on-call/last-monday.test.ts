import { expect, it } from "vitest";
import { lastMonday } from "./last-monday.ts";

it.each([
	["2026-11-21T12:00", "2026-11-16"],
	["2026-11-22T23:59", "2026-11-16"],
	["2026-11-23T08:00", "2026-11-16"],
	["2026-11-24T00:01", "2026-11-23"],
	["2027-01-01T12:00", "2026-12-28"],
])("on %s it is %s", (now, monday) => {
	expect(lastMonday(new Date(now))).toBe(monday);
});
