import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unpackModule } from "./unpack-module.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), "unpack-module-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a module's files come out, and its checksum is the one that go.sum states", () => {
	const zip = zipOf({ "m@v1/b.txt": "second\n", "m@v1/a.txt": "first\n" });
	// (sha256sum m@v1/a.txt m@v1/b.txt) | sha256sum, as base64
	expect(unpackModule(zip, folder)).toBe("h1:Qtu+vOK4JgY81F/dlj3KQ6GD+0DTuR37IBWtARhblyA=");
	expect(readFileSync(path.join(folder, "m@v1/a.txt"), "utf8")).toBe("first\n");
});

test("another content gives another checksum", () => {
	const one = unpackModule(zipOf({ "m@v1/a": "one" }), folder);
	expect(unpackModule(zipOf({ "m@v1/a": "two" }), folder)).not.toBe(one);
});

test("a file outside of the archive's folder is refused", () => {
	expect(() => unpackModule(zipOf({ "../escape": "x" }), folder)).toThrow("../escape, outside of itself");
});

test("an archive that was cut short is refused", () => {
	const zip = zipOf({ "m@v1/a": "one" });
	expect(() => unpackModule(zip.subarray(0, zip.length - 10), folder)).toThrow("cut short");
});

/** A zip archive of these files, packed with deflate. */
function zipOf(files: Record<string, string>): Buffer {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [name, content] of Object.entries(files)) {
		const packed = deflateRawSync(content);
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(name.length, 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(8, 10);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt32LE(offset, 42);
		directory.push(entry, Buffer.from(name));
		bodies.push(local, Buffer.from(name), packed);
		offset += local.length + name.length + packed.length;
	}
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(Object.keys(files).length, 10);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...bodies, ...directory, end]);
}
