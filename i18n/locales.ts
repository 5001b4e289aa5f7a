/** Languages of the interface. */
export const locales = ["en", "es"] as const;
export type Locale = (typeof locales)[number];

/** The cookie that carries the chosen language. */
export const localeCookie = "lazo-locale";

export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value);

/** The first language of an Accept-Language header that Lazo speaks; English otherwise. */
export function acceptedLocale(header: string | null): Locale {
	const wanted = (header ?? "")
		.split(",")
		.map((part) => {
			const [tag = "", ...rest] = part.trim().split(";");
			const weight = rest.map((item) => item.trim()).find((item) => item.startsWith("q="));
			return { language: tag.toLowerCase().split("-")[0], weight: weight ? Number(weight.slice(2)) : 1 };
		})
		.filter(({ weight }) => weight > 0)
		.sort((a, b) => b.weight - a.weight);
	return wanted.map(({ language }) => language).find(isLocale) ?? "en";
}
