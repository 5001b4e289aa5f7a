import { describe, expect, it } from "vitest";
import { findItemKeys } from "./find-item-keys.ts";

describe("findItemKeys", () => {
	it("finds the keys of a message, each once", () => {
		expect(findItemKeys("PAY-112: gift cards (PAY-112, STO-7)")).toEqual(["PAY-112", "STO-7"]);
	});

	it("finds the key in the name of a branch", () => {
		expect(findItemKeys("PAY-134-gift-cards-at-checkout")).toEqual(["PAY-134"]);
		expect(findItemKeys("feature/PAY-134")).toEqual(["PAY-134"]);
	});

	it("takes no part of a word for a key", () => {
		expect(findItemKeys("sha-256 PAY-1a1b2 A-1 pay-3 UTF-08 9PAY-1")).toEqual([]);
	});
});
