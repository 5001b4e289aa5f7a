import type { AbstractIntlMessages } from "next-intl";
import { createTranslator, IntlErrorCode } from "next-intl";
import { describe, expect, it } from "vitest";
import { compileMessages } from "./compile-messages.ts";
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

describe("compileMessages", () => {
	it("makes of every text what travels to a browser: plain objects, arrays and strings", () => {
		const compiled = compileMessages(loadMessages("en"));
		expect(structuredClone(compiled)).toEqual(compiled);
		expect(compileMessages({ count: "{count, plural, one {# item} other {# items}}", plain: "All" })).toEqual({
			count: [["count", 2, { one: [0, " item"], other: [0, " items"] }]],
			plain: "All",
		});
		expect(prototypesOf(compiled)).toEqual(new Set([Object.prototype, Array.prototype]));
	});
});

/** The prototypes of all objects inside a value. */
function prototypesOf(value: unknown): Set<unknown> {
	if (typeof value !== "object" || value === null) return new Set();
	const inside = Object.values(value).flatMap((one) => [...prototypesOf(one)]);
	return new Set([Object.getPrototypeOf(value), ...inside]);
}
