import { describe, expect, it } from "vitest";
import { tailLog } from "./tail-log.ts";

const at = "2026-11-21T10:00:00.1234567Z ";
const textsOf = (log: string, most = 10) => tailLog(log, most).lines.map(({ text }) => text);

describe("tailLog", () => {
	it("keeps the last lines and counts all of them", () => {
		const log = Array.from({ length: 1_000 }, (_, index) => `${at}line ${index + 1}\n`).join("");
		expect(tailLog(log, 3)).toEqual({
			total: 1_000,
			lines: ["line 998", "line 999", "line 1000"].map((text) => ({ kind: "plain", text })),
		});
	});

	it("reads the runner's marks and leaves its times out", () => {
		const log = `\ufeff${at}##[group]Run flush\r\n${at}##[endgroup]\n${at}##[warning]slow\n${at}##[error]Process completed with exit code 1.`;
		expect(tailLog(log, 10).lines).toEqual([
			{ kind: "group", text: "Run flush" },
			{ kind: "warning", text: "slow" },
			{ kind: "error", text: "Process completed with exit code 1." },
		]);
	});

	it("takes hostile text for text: no escapes, no control characters, nothing turned round, no line without end", () => {
		const [first, second] = textsOf(
			`${at}\u001b[31m<img src=x onerror=alert(1)>\u0000\u202e\u001b]0;owned\u0007\n${at}${"x".repeat(30_000)}`,
		);
		expect(first).toBe("<img src=x onerror=alert(1)>␀\ufffd");
		expect(second).toHaveLength(501);
	});

	it("cuts secrets out, also of a key that began before the kept end", () => {
		expect(textsOf(`${at}Authorization: Bearer abcdefghijklmnop\n${at}\u001b[36;1mpass\u001b[0mword=hunter2`)).toEqual([
			"Authorization: [redacted] [redacted]",
			"password=[redacted]",
		]);
		const key = ["-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBg", "kqhkiG9w0BAQ", "-----END PRIVATE KEY-----"];
		const kept = textsOf(key.map((line) => `${at}${line}\n`).join(""), 2).join("\n");
		expect(kept).not.toContain("kqhkiG9w0BAQ");
	});
});
