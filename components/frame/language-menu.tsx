"use client";

import { Languages } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { apiFetch } from "#components/api/client.ts";
import { Menu, MenuGroup, MenuItem } from "#components/ui/menu.tsx";
import { type Locale, localeCookie, locales } from "#i18n/locales.ts";

const names: Record<Locale, string> = { en: "English", es: "Español" };
const yearSeconds = 365 * 24 * 3600;

/** Chooses the language, for this browser and for the person. */
export function LanguageMenu({ signedIn = true }: { signedIn?: boolean }) {
	const t = useTranslations("frame");
	const current = useLocale();
	const router = useRouter();
	const choose = (locale: Locale) => {
		// biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not there on plain http.
		document.cookie = `${localeCookie}=${locale}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`;
		if (signedIn) void apiFetch("/me", { method: "PATCH", body: { locale } }).catch(() => {});
		router.refresh();
	};
	return (
		<Menu
			align="end"
			trigger={
				<button type="button" aria-label={t("language")} title={t("language")} className={triggerClass}>
					<Languages aria-hidden size={15} />
				</button>
			}
		>
			<MenuGroup label={t("language")} value={current}>
				{locales.map((locale) => (
					<MenuItem key={locale} checked={locale === current} onSelect={() => choose(locale)}>
						{names[locale]}
					</MenuItem>
				))}
			</MenuGroup>
		</Menu>
	);
}

export const triggerClass =
	"inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text max-md:size-9";
