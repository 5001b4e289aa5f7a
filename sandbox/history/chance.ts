import { createHash } from "node:crypto";

/** A number in [0, 1) that always is the same for the same words, so that every sandbox tells the same story. */
export function chance(...words: (string | number)[]): number {
	return createHash("sha256").update(words.join("/")).digest().readUInt32BE(0) / 2 ** 32;
}

/** A number between two bounds, by `chance`. */
export function between(low: number, high: number, ...words: (string | number)[]): number {
	return low + (high - low) * chance(...words);
}

/** One of the choices, by `chance`; throws when there is none. */
export function pick<Choice>(choices: readonly Choice[], ...words: (string | number)[]): Choice {
	const choice = choices[Math.floor(chance(...words) * choices.length)];
	if (choice === undefined) throw new Error(`nothing to choose from for ${words.join("/")}`);
	return choice;
}
