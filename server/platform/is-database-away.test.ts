import { describe, expect, it } from "vitest";
import { isDatabaseAway } from "./is-database-away.ts";

const withCode = (code: string) => Object.assign(new Error("it failed"), { code });

describe("isDatabaseAway", () => {
	it.each([
		["one that refuses connections", withCode("ECONNREFUSED")],
		["one that is restarted by its operator", withCode("57P01")],
		["one whose connections break", withCode("08006")],
		["one that crashed", new Error("terminating connection because of crash of another server process")],
		[
			"one that recovers",
			new Error("Database error. Code: `57P03`. Message: `the database system is in recovery mode`"),
		],
		["one that is frozen, at a query", new Error("Query read timeout")],
		["one that is frozen, at a connection", new Error("timeout exceeded when trying to connect")],
		[
			"one that has no connection to give",
			new Error("Transaction API error: Unable to start a transaction in the given time."),
		],
		["one that hangs up", new Error("Server has closed the connection.")],
	])("knows %s", (_, error) => {
		expect(isDatabaseAway(error)).toBe(true);
	});

	it.each([
		["a row that is there already", withCode("P2002")],
		["a mistake in a query", withCode("42601")],
		["an outside system", new Error("http://prometheus did not answer within 10 s.")],
		["nothing", undefined],
	])("does not blame it for %s", (_, error) => {
		expect(isDatabaseAway(error)).toBe(false);
	});
});
