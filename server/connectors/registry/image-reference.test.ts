import { describe, expect, it } from "vitest";
import { processorTime } from "#server/platform/testing/processor-time.ts";
import { findImageReferences, findPushedDigests, splitRepository } from "./image-reference.ts";

const digest = `sha256:${"ab".repeat(32)}`;

describe("findImageReferences", () => {
	it("finds images with their digest in a log, each once, with the tag when it is told", () => {
		const log = `2026-11-21T10:00:00.0000000Z #6 pushing manifest for 127.0.0.1:4300/almena/checkout:1.9.0@${digest} done\npushed 127.0.0.1:4300/almena/checkout@${digest}\n`;
		expect(findImageReferences(log)).toEqual([{ repository: "127.0.0.1:4300/almena/checkout", tag: "1.9.0", digest }]);
	});

	it("takes nothing from text that only looks like one", () => {
		expect(findImageReferences(`../etc@${digest} checkout@sha256:abc Almena/X@${digest}0`)).toEqual([]);
	});

	it("is not slowed down by a hostile line", () => {
		const started = processorTime();
		findImageReferences(`${"a-".repeat(1_900)}@sha256:x`);
		expect(processorTime() - started).toBeLessThan(500);
	});
});

describe("findPushedDigests", () => {
	it("finds the digests that docker's push and its build action print", () => {
		expect(findPushedDigests(`1.9.0: digest: ${digest} size: 528\n{"containerimage.digest":"${digest}"}`)).toEqual([
			digest,
		]);
	});
});

describe("splitRepository", () => {
	it("refuses what is not a repository of an image", () => {
		expect(splitRepository("127.0.0.1:4300/almena/checkout")).toEqual({
			host: "127.0.0.1:4300",
			name: "almena/checkout",
		});
		for (const text of ["checkout", "host/../x", "host/a?b", "host/A", "host/a/"])
			expect(splitRepository(text)).toBeNull();
	});
});
