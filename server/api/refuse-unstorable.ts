import { Problem } from "#server/platform/errors.ts";

/**
 * Gives back what a caller sent; throws Problem 422 `unstorable-text` when a text or a name in it holds what Postgres cannot
 * store: the character NUL or half of a surrogate pair.
 */
export function refuseUnstorable<T>(sent: T): T {
	JSON.stringify(sent, (name, value: unknown) => {
		if (!isStorable(name) || (typeof value === "string" && !isStorable(value))) throw unstorable;
		return value;
	});
	return sent;
}

const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

const unstorable = new Problem({
	status: 422,
	code: "unstorable-text",
	detail: "The request holds a character that is no text (NUL or half of a pair). Take it out and send it again.",
});
