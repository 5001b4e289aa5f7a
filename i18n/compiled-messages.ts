import type { AbstractIntlMessages } from "next-intl";
import { compileMessages } from "./compile-messages.ts";
import { loadMessages } from "./load-messages.ts";
import type { Locale } from "./locales.ts";

const compiled = new WeakMap<AbstractIntlMessages, AbstractIntlMessages>();

/** All texts of a language, compiled; once as long as they stay the same. */
export function compiledMessages(locale: Locale): AbstractIntlMessages {
	const messages = loadMessages(locale);
	const ready = compiled.get(messages) ?? compileMessages(messages);
	compiled.set(messages, ready);
	return ready;
}
