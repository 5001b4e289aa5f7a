import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { redactedConfig } from "./describe.ts";
import { ConfigError, parseConfig } from "./load.ts";

const enough = { DATABASE_URL: "postgresql://lazo_web:canary@127.0.0.1/lazo", RPC_SECRET: "canary-canary-canary" };
const problemsOf = (environment: Record<string, string>) => {
	try {
		parseConfig(environment);
		return [];
	} catch (error) {
		return error instanceof ConfigError ? error.problems : [String(error)];
	}
};

describe("parseConfig", () => {
	it("tells every problem at once", () => {
		const problems = problemsOf({ PORT: "many", LAZO_URL: "ftp://x", OIDC_ISSUER: "https://id.example.com" });
		expect(problems.map((problem) => problem.split(":")[0])).toEqual(
			expect.arrayContaining(["PORT", "LAZO_URL", "DATABASE_URL", "RPC_SECRET"]),
		);
	});
	it("refuses a half-configured sign-in", () => {
		expect(problemsOf({ ...enough, OIDC_ISSUER: "https://id.example.com" })[0]).toContain("OIDC_CLIENT_ID");
	});
	it("reads a secret from a file, and refuses it given twice", () => {
		const file = join(mkdtempSync(join(tmpdir(), "lazo-config-")), "secret");
		writeFileSync(file, "from-a-file-0123456789\n");
		expect(parseConfig({ DATABASE_URL: enough.DATABASE_URL, RPC_SECRET_FILE: file }).RPC_SECRET).toBe(
			"from-a-file-0123456789",
		);
		expect(problemsOf({ ...enough, RPC_SECRET_FILE: file })[0]).toContain("both set");
	});
});

describe("redactedConfig (R58)", () => {
	it("shows no secret", () => {
		expect(JSON.stringify(redactedConfig(parseConfig(enough)))).not.toContain("canary");
	});
});
