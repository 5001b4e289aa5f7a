import { expect, it } from "vitest";
import { check } from "./check.ts";

const version = (errorRate: number) => ({
	...{ service: "checkout", version: "1.0.0", errorRate, latencyMs: 1, crashAfterMs: null, startMs: 0 },
	...{ database: null, errorMessage: "it broke", crashMessage: "" },
});

it("a version that answers passes its check, and one that fails says how often and with what", async () => {
	expect(await check(version(0), () => {})).toBe(0);
	const lines: string[] = [];
	expect(await check(version(1), (line) => lines.push(line))).toBe(1);
	expect(lines).toContain("request 10: 500 it broke");
	expect(lines.at(-1)).toBe("0 of 10 requests were answered well");
});
