import { describe, expect, it } from "vitest";
import { isLogged, readSettings } from "./settings.ts";

describe("readSettings", () => {
	it("takes what the environment says, and usual values for the rest", () => {
		expect(readSettings({})).toEqual({ logLevel: "info", poolSize: 10, names: [] });
		const told = readSettings({ LOG_LEVEL: "error", DATABASE_POOL_SIZE: "4", DATABASE_PASSWORD: "x" });
		expect(told).toMatchObject({
			logLevel: "error",
			poolSize: 4,
			names: expect.arrayContaining(["DATABASE_PASSWORD"]),
		});
		expect(isLogged("info", told)).toBe(false);
		expect(isLogged("fatal", told)).toBe(true);
	});

	it.each([
		["LOG_LEVEL", "loud"],
		["DATABASE_POOL_SIZE", "0"],
		["DATABASE_POOL_SIZE", "many"],
	])("names %s when it is %s", (name, value) => {
		expect(() => readSettings({ [name]: value })).toThrow(name);
	});
});
