import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inflateRawSync } from "node:zlib";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

type ZipEntry = { name: string; method: number; compressedSize: number; offset: number };

/**
 * Unpacks the zip of a Go module into `folder` and returns its Go checksum: `h1:` and the base64 SHA-256 over
 * the sorted lines `<sha256 of a file>  <its name>`, as go.sum and the checksum database state it.
 * Throws when the archive is damaged or names a file outside of itself.
 * Source: https://go.dev/ref/mod#go-sum-files and APPNOTE.TXT 4.3 of the zip format.
 */
export function unpackModule(zip: Buffer, folder: string): string {
	const lines: { name: string; line: string }[] = [];
	for (const entry of listEntries(zip)) {
		if (entry.name.endsWith("/")) continue;
		const target = path.join(folder, entry.name);
		if (!target.startsWith(folder + path.sep)) throw new Error(`the archive names ${entry.name}, outside of itself`);
		const content = readEntry(zip, entry);
		mkdirSync(path.dirname(target), { recursive: true });
		writeFileSync(target, content);
		lines.push({ name: entry.name, line: `${createHash("sha256").update(content).digest("hex")}  ${entry.name}\n` });
	}
	const sum = createHash("sha256");
	for (const { line } of lines.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))))
		sum.update(line);
	return `h1:${sum.digest("base64")}`;
}

function listEntries(zip: Buffer): ZipEntry[] {
	let end = zip.length - 22;
	while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
	if (end < 0) throw new Error("this is not a zip archive, or it was cut short");
	const entries: ZipEntry[] = [];
	let at = zip.readUInt32LE(end + 16);
	for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
		if (zip.readUInt32LE(at) !== directoryEntry) throw new Error("the directory of the zip archive is damaged");
		const nameLength = zip.readUInt16LE(at + 28);
		entries.push({
			name: zip.toString("utf8", at + 46, at + 46 + nameLength),
			method: zip.readUInt16LE(at + 10),
			compressedSize: zip.readUInt32LE(at + 20),
			offset: zip.readUInt32LE(at + 42),
		});
		at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return entries;
}

function readEntry(zip: Buffer, entry: ZipEntry): Buffer {
	const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
	const packed = zip.subarray(start, start + entry.compressedSize);
	if (entry.method === 0) return packed;
	if (entry.method === 8) return inflateRawSync(packed);
	throw new Error(`${entry.name} is packed with method ${entry.method}, which Go modules do not use`);
}
