import { describe, expect, it } from "vitest";
import { services } from "../../company/company.ts";
import { runbookFiles } from "../seed/runbook-files.ts";
import { runScript } from "./run-script.ts";

describe("the scripts of the company's runbooks", () => {
	it("say what they do, and do nothing in a dry run", () => {
		const flush = "scripts/cache flush --environment staging --scope carts --dry-run=";
		expect(runScript(`${flush}false`)).toMatchObject({
			code: 0,
			lines: expect.arrayContaining(["dropped 4812 keys of carts in staging"]),
		});
		expect(runScript(`${flush}true`)?.lines.at(-1)).toBe("would drop 4812 keys; dropped none");
		expect(runScript("scripts/reindex --environment staging --index products --batch-size 500")).toMatchObject({
			code: 0,
		});
	});

	it("fail where the outside world does", () => {
		const printed = runScript("scripts/reindex --environment staging --index suggestions --batch-size 500");
		expect(printed).toMatchObject({
			code: 1,
			lines: expect.arrayContaining([expect.stringContaining("illegal_argument")]),
		});
	});

	it("are all that the runbooks call", () => {
		const files = services.flatMap(({ name }) => Object.values(runbookFiles(name)));
		const commands = files.flatMap((file) =>
			[...file.matchAll(/run: (scripts\/.+)/g)].map(([, command = ""]) => command),
		);
		expect(commands.length).toBeGreaterThan(3);
		for (const command of commands) expect(runScript(command), command).not.toBeNull();
		expect(runScript("npm ci")).toBeNull();
	});
});
