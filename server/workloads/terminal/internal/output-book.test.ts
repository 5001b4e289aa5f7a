import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OutputBook } from "./output-book.ts";

describe("OutputBook", () => {
	it("gives a reader every byte once and in order, however it came and however much is taken at a time", () => {
		const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 30 });
		fc.assert(
			fc.property(pieces, fc.integer({ min: 1, max: 40 }), (printed, most) => {
				const book = new OutputBook(20);
				const read: Buffer[] = [];
				let at = 0;
				const readAll = () => {
					for (let piece = book.since(at, most); piece; piece = book.since(at, most)) {
						expect(piece.from).toBe(at);
						read.push(piece.bytes);
						at = piece.to;
						book.tell(at);
					}
				};
				for (const [index, bytes] of printed.entries()) {
					book.add(Buffer.from(bytes));
					if (index % 3 === 0) readAll();
				}
				readAll();
				expect(Buffer.concat(read)).toEqual(Buffer.concat(printed.map((bytes) => Buffer.from(bytes))));
				expect(book.waiting).toBe(0);
			}),
		);
	});

	it("lets go of nothing that was not told, and of what was told only beyond what it keeps", () => {
		const book = new OutputBook(10);
		for (const letter of ["aaaaa", "bbbbb", "ccccc", "ddddd"]) book.add(Buffer.from(letter));
		expect(book.waiting).toBe(20);
		expect(book.since(0, 100)?.bytes.toString()).toBe("aaaaabbbbbcccccddddd");
		book.tell(20);
		expect(book.waiting).toBe(0);
		expect(book.since(0, 100)).toMatchObject({ from: 10, to: 20 });
		expect(book.since(20, 100)).toBeNull();
		expect(book.since(99, 100)).toBeNull();
	});
});
