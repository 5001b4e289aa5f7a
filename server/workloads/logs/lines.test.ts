import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText } from "#server/platform/clean-text.ts";
import { secretRedactor } from "#server/platform/redact-secrets.ts";
import { processorTime } from "#server/platform/testing/processor-time.ts";
import { matchFilter } from "./match-filter.ts";
import { readFields } from "./read-fields.ts";
import { readSeverity } from "./read-severity.ts";
import type { Severity } from "./schema.ts";

describe("cleanText (R57)", () => {
	it.each([
		["colours", "\u001b[1;31mfailed\u001b[0m", "failed"],
		["an OSC 8 link", "\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\", "click"],
		["a title for the terminal", "\u001b]0;owned\u0007ready", "ready"],
		["an escape that never ends", "\u001b]8;;https://evil.example", "8;;https://evil.example"],
		["eight-bit escapes", "\u009b31mred\u009d0;t\u009cx", "redx"],
		["NUL, bell and return", "a\u0000b\u0007c\rd", "a␀b␇c␍d"],
		["text turned round", "if (\u202eadmin\u2066)", "if (\ufffdadmin\ufffd)"],
		["half a character", "a\ud800b", "a\ufffdb"],
	])("takes %s out", (_, line, clean) => expect(cleanText(line)).toBe(clean));

	it("leaves no control character in any text, and text without one alone", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (line) => {
				// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be gone.
				expect(cleanText(line)).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
			}),
		);
		expect(cleanText("ñandú 日本 🦊\t{}")).toBe("ñandú 日本 🦊\t{}");
	});

	it("is quick with what was made to be slow", () => {
		const start = processorTime();
		for (const part of ["\u001b]", "\u009d", "\u001b[", "\u001bP"]) cleanText(part.repeat(8_000));
		expect(processorTime() - start).toBeLessThan(1_000);
	});
});

describe("secretRedactor (R58)", () => {
	const [github, aws] = [`ghp_${"a1B2".repeat(9)}`, `AKIA${"ABCD1234".repeat(2)}`];
	const jwt = `eyJ${"hbGciOi".repeat(3)}.eyJ${"zdWIiOi".repeat(3)}.c2ln`;
	it.each([
		["a token of GitHub", `cloning with ${github}`, "cloning with [redacted]"],
		["a key of AWS", `id ${aws} used`, "id [redacted] used"],
		["a JSON Web Token", `got ${jwt} from`, "got [redacted] from"],
		["a bearer token", "authorization: Bearer abcdefgh12345", "authorization: [redacted] [redacted]"],
		["a password in an address", "postgres://app:hunter2@db:5432/x", "postgres://app:[redacted]@db:5432/x"],
		[
			"a password in logfmt",
			'user=ana password=hunter2 db_password="two words"',
			'user=ana password=[redacted] db_password="[redacted]"',
		],
		["a password in prose", "Password: hunter2!", "Password: [redacted]"],
		[
			"JSON within JSON",
			String.raw`{"body":"{\"secret\":\"s3\",\"a\":1}"}`,
			String.raw`{"body":"{\"secret\":\"[redacted]\",\"a\":1}"}`,
		],
	])("cuts %s", (_, line, cut) => expect(secretRedactor()(line)).toBe(cut));

	it("leaves JSON that can be read", () => {
		const line = JSON.stringify({ msg: "in", access_token: 'a"b\\c', headers: { cookie: "x=1; y=2" }, tokens: 3 });
		expect(JSON.parse(secretRedactor()(line))).toEqual({
			...{ msg: "in", access_token: "[redacted]", headers: { cookie: "[redacted]" }, tokens: 3 },
		});
	});

	it("cuts a private key over all its lines, and nothing after it", () => {
		const redact = secretRedactor();
		const lines = ["-----BEGIN RSA PRIVATE KEY-----", "MIIEow", "AQAB", "-----END RSA PRIVATE KEY-----", "ready"];
		expect(lines.map(redact)).toEqual(["[redacted]", "[redacted]", "[redacted]", "[redacted]", "ready"]);
	});

	it.each(["unexpected token: }", "the key is missing", "max_tokens: 512", "listening on 10.0.0.1:8080"])(
		"leaves %s alone",
		(line) => expect(secretRedactor()(line)).toBe(line),
	);

	it("is quick with what was made to be slow: a pod may write a thousand such lines a second", () => {
		const parts = ["token", "a.b-", '"secret":"', "eyJ", "eyJ-", "://a:", "-----BEGIN PRIVATE KEY-----", "password= "];
		const lines = [...parts, "a-"].map((part) => `${part.repeat(Math.ceil(16_384 / part.length))} token`);
		// One redactor each: within a private key nothing is looked at.
		const cut = (line: string) => secretRedactor()(line);
		for (const line of lines) cut(line);
		const start = processorTime();
		for (const line of lines) cut(line);
		expect((processorTime() - start) / lines.length).toBeLessThan(4);
	});
});

describe("readSeverity", () => {
	const cases: [string, Severity | null][] = [
		['{"level":"error","msg":"x"}', "error"],
		['{"level":50}', "error"],
		['{"log":{"level":"WARN"}}', "warning"],
		["time=x level=debug msg=y", "debug"],
		["E1121 17:00:00.123456 1 server.go:1] refused", "error"],
		["2026-11-21 17:00:00 [WARN] slow", "warning"],
		["panic: nil map", "fatal"],
		["Traceback (most recent call last):", "error"],
		["no errors were found", null],
		["    at serve (/app/server.ts:31:9)", null],
	];
	it.each(cases)("%s", (text, severity) => expect(readSeverity(text, readFields(text))).toBe(severity));
});

describe("matchFilter", () => {
	const text = '{"level":"error","msg":"Pool is empty","status":503,"http":{"route":"/pay"}}';
	const line = { text, severity: "error" as const, fields: readFields(text) };
	it.each([
		["pool", true],
		['"pool is" empty', true],
		['"empty pool"', false],
		["-pool", false],
		["status=503 http.route=/pay", true],
		["status>=500 -status=500", true],
		["status<500", false],
		["level!=error", false],
		["user=5", false],
		["(((", false],
		["", true],
	])("%s: %s", (q, passes) => expect(matchFilter({ q, severity: null })(line)).toBe(passes));

	it("asks for a least severity, which lines that name none do not reach", () => {
		expect(matchFilter({ q: "", severity: "warning" })(line)).toBe(true);
		expect(matchFilter({ q: "", severity: "fatal" })(line)).toBe(false);
		expect(matchFilter({ q: "", severity: "warning" })({ ...line, severity: null })).toBe(false);
		expect(matchFilter({ q: "", severity: "debug" })({ ...line, severity: null })).toBe(true);
	});
});
