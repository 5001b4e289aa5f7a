import { describe, expect, it } from "vitest";
import { newSealKeys, seal, unseal } from "./seal.ts";

describe("seal", () => {
	it("is opened by the private key only, and never twice the same", () => {
		const [mine, other] = [newSealKeys(), newSealKeys()];
		const sealed = seal("a credential — mit Ümläut", mine.publicKey);
		expect(unseal(sealed, mine.privateKey)).toBe("a credential — mit Ümläut");
		expect(() => unseal(sealed, other.privateKey)).toThrow();
		expect(seal("a", mine.publicKey).equals(seal("a", mine.publicKey))).toBe(false);
	});
	it("notices an altered byte", () => {
		const keys = newSealKeys();
		const sealed = seal("text", keys.publicKey);
		sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
		expect(() => unseal(sealed, keys.privateKey)).toThrow();
	});
});
