import { expect, it } from "vitest";
import type { LogLine } from "#server/workloads/logs/schema.ts";
import { LogBook } from "./log-book.ts";

const places = new Map([
	[1, "a"],
	[2, "b"],
]);
const line = (second: number, text: string, source = 1): LogLine => ({
	...{ source, text, severity: null, cut: false },
	at: `2026-11-21T10:${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}.000000000Z`,
});
const texts = (book: LogBook) => book.lines.map(({ text }) => text);

it("keeps lines in order of time, also when one comes late", () => {
	const book = new LogBook();
	book.add([line(1, "one"), line(3, "three")], places, false);
	book.add([line(2, "two", 2), line(4, "four")], places, false);
	expect(texts(book)).toEqual(["one", "two", "three", "four"]);
	expect(new Set(book.lines.map(({ key }) => key)).size).toBe(4);
});

it("keeps no line twice after a reconnection, but equal lines of one log", () => {
	const book = new LogBook();
	book.add([line(1, "same"), line(1, "same")], places, false);
	expect(texts(book)).toEqual(["same", "same"]);
	book.add([line(1, "same"), line(1, "same", 2), line(2, "new")], places, true);
	expect(texts(book)).toEqual(["same", "same", "same", "new"]);
});

it("keeps the newest when there are too many lines or they are too long", () => {
	const book = new LogBook();
	book.add(
		Array.from({ length: 3_000 }, (_, second) => line(second, "x".repeat(10))),
		places,
		false,
	);
	for (let round = 0; round < 10; round++)
		book.add(
			Array.from({ length: 1_000 }, () => line(3_001 + round, "y")),
			places,
			false,
		);
	expect(book.lines).toHaveLength(10_000);
	book.add(
		Array.from({ length: 600 }, () => line(3_100, "z".repeat(16_000))),
		places,
		false,
	);
	expect(book.lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(8_000_000);
	expect(book.lines.at(-1)?.text).toMatch(/^z/);
	expect(book.added).toBe(13_600);
});
