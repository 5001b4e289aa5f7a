/** A file of an archive: its path without leading slash, and its bytes. */
export type TarFile = { path: string; content: Buffer };

const blockSize = 512;

/** Writes a ustar archive of plain files, mode 0644, owner root, time zero: the same files give the same bytes. */
export function packTar(files: TarFile[]): Buffer {
	const blocks = files.flatMap((file) => [header(file), file.content, Buffer.alloc(padding(file.content.length))]);
	return Buffer.concat([...blocks, Buffer.alloc(2 * blockSize)]);
}

/** Reads the plain files of a tar archive. Throws on a path that leaves the archive's root; skips links and folders. */
export function unpackTar(archive: Buffer): TarFile[] {
	const files: TarFile[] = [];
	let offset = 0;
	while (offset + blockSize <= archive.length) {
		const block = archive.subarray(offset, offset + blockSize);
		if (block[0] === 0) break;
		const size = Number.parseInt(field(block, 124, 12), 8);
		if (!Number.isSafeInteger(size) || size < 0) throw new Error("the layer is no tar archive");
		const start = offset + blockSize;
		const type = field(block, 156, 1);
		if (type === "0" || type === "") {
			files.push({ path: safePath(entryName(block)), content: archive.subarray(start, start + size) });
		}
		offset = start + size + padding(size);
	}
	return files;
}

function header(file: TarFile): Buffer {
	if (Buffer.byteLength(file.path) > 100) throw new Error(`the path ${file.path} is too long for a tar header`);
	const block = Buffer.alloc(blockSize);
	block.write(file.path, 0);
	block.write("0000644\0", 100);
	block.write("0000000\0", 108);
	block.write("0000000\0", 116);
	block.write(`${file.content.length.toString(8).padStart(11, "0")}\0`, 124);
	block.write("00000000000\0", 136);
	block.write(" ".repeat(8), 148);
	block.write("0", 156);
	block.write("ustar\u000000", 257);
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
	return block;
}

function entryName(block: Buffer): string {
	const prefix = field(block, 257, 5) === "ustar" ? field(block, 345, 155) : "";
	return prefix ? `${prefix}/${field(block, 0, 100)}` : field(block, 0, 100);
}

function safePath(path: string): string {
	const parts = path.split("/").filter((part) => part !== "" && part !== ".");
	if (path.startsWith("/") || parts.includes("..") || parts.length === 0) {
		throw new Error(`the layer holds a file outside its root: ${path}`);
	}
	return parts.join("/");
}

function field(block: Buffer, start: number, length: number): string {
	const bytes = block.subarray(start, start + length);
	const end = bytes.indexOf(0);
	return bytes.toString("utf8", 0, end === -1 ? length : end).trim();
}

function padding(size: number): number {
	return (blockSize - (size % blockSize)) % blockSize;
}
