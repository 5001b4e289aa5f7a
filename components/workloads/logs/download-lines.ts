import type { BookLine } from "./log-book.ts";

/** Saves lines as a text file: time, container, text as it was written. */
export function downloadLines(lines: readonly BookLine[], name: string): void {
	const text = lines.map(({ at, place, text: said }) => `${at} ${place} ${said}\n`);
	const url = URL.createObjectURL(new Blob(text, { type: "text/plain;charset=utf-8" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = `${name.replaceAll(/[^\w.-]+/g, "-")}.log`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
