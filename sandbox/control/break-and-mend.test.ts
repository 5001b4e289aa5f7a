import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFaults } from "../faults.ts";
import { breakSomething, mendSomething } from "./break-and-mend.ts";

let dataDir: string;
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), "control-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe("breaking and mending", () => {
	it("writes the fault for the parts to see, and says what it means and how to mend it", () => {
		const said = breakSomething(dataDir, ["slow-database", "orders-db"]);
		expect(readFaults(dataDir)).toEqual([{ fault: "slow-database", target: "orders-db" }]);
		expect(said).toContain("orders-db answers slowly");
		expect(said).toContain("npm run sandbox -- mend slow-database orders-db");
	});

	it("breaks nothing twice", () => {
		breakSomething(dataDir, ["cluster-gone"]);
		expect(breakSomething(dataDir, ["cluster-gone"])).toContain("already");
		expect(readFaults(dataDir)).toHaveLength(1);
	});

	it("mends one target, one fault, or all", () => {
		for (const name of ["harbor-1", "harbor-2", "harbor-3"]) breakSomething(dataDir, ["dead-node", name]);
		breakSomething(dataDir, ["github-gone"]);
		mendSomething(dataDir, ["dead-node", "harbor-2"]);
		expect(readFaults(dataDir).map(({ target }) => target)).toEqual(["harbor-1", "harbor-3", ""]);
		mendSomething(dataDir, ["dead-node"]);
		expect(readFaults(dataDir)).toEqual([{ fault: "github-gone", target: "" }]);
		expect(mendSomething(dataDir, ["all"])).toBe("Mended: github-gone.");
		expect(readFaults(dataDir)).toEqual([]);
	});

	it.each([
		[["flood"], 'there is no fault "flood"; there are bad-version'],
		[["bad-version"], "bad-version needs a service: web-shop"],
		[["bad-version", "chekout"], 'there is no service "chekout"'],
		[["dead-node", "../harbor-1"], "there is no node"],
		[["github-gone", "now"], "takes no target"],
	])("refuses %j and says what there is", (words, message) => {
		expect(() => breakSomething(dataDir, words)).toThrow(message);
		expect(readFaults(dataDir)).toEqual([]);
	});

	it("refuses to mend what is not broken, and says what is", () => {
		breakSomething(dataDir, ["lost-webhook"]);
		expect(() => mendSomething(dataDir, ["github-gone"])).toThrow("Broken are: lost-webhook");
	});
});
