import { describe, expect, it } from "vitest";
import { inertReason } from "./inert-reason.ts";

const githubReads = /(?<![\w/])@[\w-]+|#\d+|\bGH-\d+/i;

describe("a reason in a commit", () => {
	it.each(["fixes #12", "closes almena/web#7", "resolves GH-3", "thanks @almena/payments", "@ana was right"])(
		"mentions nobody and closes nothing: %s",
		(reason) => {
			expect(reason).toMatch(githubReads);
			expect(inertReason(reason)).not.toMatch(githubReads);
		},
	);

	it("stays one line, so that it adds no trailer", () => {
		expect(inertReason("Errors rose.\n\nLazo-deployment: https://elsewhere.test/1")).toBe(
			"Errors rose. Lazo-deployment: https://elsewhere.test/1",
		);
	});
});
