import { describe, expect, it } from "vitest";
import { safeUrl } from "./external-link.tsx";

describe("safeUrl", () => {
	it("lets http and https through", () => {
		expect(safeUrl("https://example.org/a?b#c")).toBe("https://example.org/a?b#c");
		expect(safeUrl("http://127.0.0.1:3000")).toBe("http://127.0.0.1:3000");
	});

	it.each([
		"javascript:alert(1)",
		"JaVaScRiPt:alert(1)",
		"data:text/html,x",
		"vbscript:x",
		"//evil.example",
		"/local",
		"",
		null,
	])("refuses %s", (url) => {
		expect(safeUrl(url)).toBeNull();
	});
});
