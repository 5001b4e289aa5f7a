const digits = "0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * A text that sorts between two others (null is an open end), so that moving a card writes one row.
 * Texts are base-36 fractions without trailing zeros; `before` must be smaller than `after`.
 */
export function rankBetween(before: string | null, after: string | null): string {
	let rank = "";
	for (let at = 0; ; at++) {
		const low = digitAt(before, at, 0);
		const high = after === null ? digits.length : digitAt(after, at, 0);
		const bounded = after !== null && rank === after.slice(0, at);
		const top = bounded ? high : digits.length;
		const middle = Math.floor((low + top) / 2);
		if (middle > low) return rank + digits[middle];
		rank += digits[low];
	}
}

const digitAt = (rank: string | null, at: number, none: number): number => {
	const digit = rank?.[at];
	return digit === undefined ? none : digits.indexOf(digit);
};
