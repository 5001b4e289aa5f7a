import { describe, expect, it } from "vitest";
import { parseImageReference } from "./image-reference.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("parseImageReference", () => {
	it("takes tag, digest and both apart, a digest winning over a tag", () => {
		const name = "127.0.0.1:4300/almena/checkout";
		const at = (suffix: string) => parseImageReference(name + suffix);
		expect(at(":1.8.0")).toEqual({
			registryUrl: "http://127.0.0.1:4300",
			name,
			repository: "almena/checkout",
			reference: "1.8.0",
		});
		expect(at(`@${digest}`)?.reference).toBe(digest);
		expect(at(`:1.8.0@${digest}`)).toEqual(at(`@${digest}`));
		expect(at("")?.reference).toBe("latest");
	});

	it("speaks TLS to every host but loopback", () => {
		expect(parseImageReference("ghcr.io/almena/checkout:1")?.registryUrl).toBe("https://ghcr.io");
	});

	it("refuses what names no registry or breaks the grammar", () => {
		for (const bad of ["checkout", "almena/checkout:1", "127.0.0.1:4300/UPPER:1", "127.0.0.1:4300/a@sha256:short"]) {
			expect(parseImageReference(bad)).toBeNull();
		}
	});
});
