import type { AbstractIntlMessages } from "next-intl";
import { createTranslator, IntlErrorCode } from "next-intl";
import { describe, expect, it } from "vitest";
import { loadMessages } from "./load-messages.ts";
import { locales } from "./locales.ts";

function keysOf(messages: AbstractIntlMessages, prefix = ""): string[] {
	return Object.entries(messages).flatMap(([name, value]) =>
		typeof value === "string" ? [`${prefix}${name}`] : keysOf(value, `${prefix}${name}.`),
	);
}

describe.each(locales)("texts in %s", (locale) => {
	const messages = loadMessages(locale);

	it("can all be read, so that none is shown as its key", () => {
		const broken: string[] = [];
		const t = createTranslator({
			locale,
			messages,
			onError: ({ code, message }) => {
				if (code === IntlErrorCode.INVALID_MESSAGE) broken.push(message);
			},
		});
		for (const key of keysOf(messages)) t(key as never);
		expect(broken).toEqual([]);
	});

	it("are the same as in every other language", () => {
		expect(keysOf(messages).toSorted()).toEqual(keysOf(loadMessages("en")).toSorted());
	});
});
