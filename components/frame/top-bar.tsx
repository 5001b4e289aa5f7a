"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { LiveIndicator } from "#components/live/live-indicator.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import { openPalette } from "./palette-state.ts";
import { PersonMenu } from "./person-menu.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

/** Where one is, search, whether data is live, language, theme, person. */
export function TopBar() {
	const t = useTranslations("frame");
	return (
		<header className="sticky top-0 z-30 flex h-12 items-center gap-1.5 border-b bg-canvas/95 px-4 backdrop-blur-sm max-md:px-3">
			<Breadcrumb />
			<button
				type="button"
				onClick={() => openPalette()}
				className="ml-auto flex h-7 items-center gap-2 rounded-md border bg-surface px-2 text-faint text-sm hover:border-line-strong hover:text-text max-md:hidden"
			>
				<Search aria-hidden size={14} />
				<span className="w-32 text-left max-lg:w-auto">{t("search")}</span>
				<Kbd>Ctrl K</Kbd>
			</button>
			<div className="flex items-center max-md:ml-auto">
				<LiveIndicator />
				<LanguageMenu />
				<ThemeMenu />
				<PersonMenu />
			</div>
		</header>
	);
}
