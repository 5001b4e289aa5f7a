import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { compiledMessages } from "./compiled-messages.ts";
import { acceptedLocale, isLocale, localeCookie } from "./locales.ts";

/** The language of a request: the person's choice, else what the browser prefers. */
export default getRequestConfig(async ({ locale: given }) => {
	const chosen = given ?? (await cookies()).get(localeCookie)?.value;
	const locale = isLocale(chosen) ? chosen : acceptedLocale((await headers()).get("accept-language"));
	return { locale, messages: compiledMessages(locale), timeZone: "UTC" };
});
