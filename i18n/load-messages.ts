import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AbstractIntlMessages } from "next-intl";
import type { Locale } from "./locales.ts";

const folder = (locale: Locale) => join(process.cwd(), "i18n", "messages", locale);
const loaded = new Map<Locale, AbstractIntlMessages>();

/** All texts of a language: one namespace per file of its folder. Read once in production, at every request while developing. */
export function loadMessages(locale: Locale): AbstractIntlMessages {
	const found = loaded.get(locale);
	// biome-ignore lint/style/noProcessEnv: texts are edited while developing.
	if (found && process.env.NODE_ENV === "production") return found;
	const files = readdirSync(folder(locale)).filter((name) => name.endsWith(".json"));
	const messages: AbstractIntlMessages = Object.fromEntries(
		files.map((name) => [name.slice(0, -".json".length), JSON.parse(readFileSync(join(folder(locale), name), "utf8"))]),
	);
	loaded.set(locale, messages);
	return messages;
}
