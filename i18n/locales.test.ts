import { describe, expect, it } from "vitest";
import { acceptedLocale } from "./locales.ts";

describe("acceptedLocale", () => {
	it("takes the language with the greatest weight that Lazo speaks", () => {
		expect(acceptedLocale("fr;q=0.9, es-MX;q=0.8, en;q=0.5")).toBe("es");
		expect(acceptedLocale("en-GB,en;q=0.9,es;q=0.8")).toBe("en");
	});

	it("leaves out what is explicitly not wanted", () => {
		expect(acceptedLocale("es;q=0, fr")).toBe("en");
	});

	it("falls back to English for nothing and for nonsense", () => {
		expect(acceptedLocale(null)).toBe("en");
		expect(acceptedLocale(";;;q=x,,")).toBe("en");
	});
});
