import compile from "icu-minify/compile";
import type { AbstractIntlMessages } from "next-intl";

/** Texts in the form that is formatted without a parser, which browsers therefore need not load. */
export function compileMessages(messages: AbstractIntlMessages): AbstractIntlMessages {
	const compiled = Object.entries(messages).map(([key, text]) => [
		key,
		typeof text === "string" ? compile(text) : compileMessages(text),
	]);
	// Only plain objects travel to the browser, and the compiler's have no prototype.
	return JSON.parse(JSON.stringify(Object.fromEntries(compiled)));
}
