"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { apiFetch } from "#components/api/client.ts";
import { Menu, MenuGroup, MenuItem } from "#components/ui/menu.tsx";
import { triggerClass } from "./language-menu.tsx";

const themes = [
	{ name: "system", icon: Monitor },
	{ name: "light", icon: Sun },
	{ name: "dark", icon: Moon },
] as const;

/** Chooses light, dark or what the system says. */
export function ThemeMenu({ signedIn = true }: { signedIn?: boolean }) {
	const t = useTranslations("frame");
	const { theme = "system", setTheme } = useTheme();
	const choose = (name: string) => {
		setTheme(name);
		if (signedIn) void apiFetch("/me", { method: "PATCH", body: { theme: name } }).catch(() => {});
	};
	return (
		<Menu
			align="end"
			trigger={
				<button type="button" aria-label={t("theme.label")} title={t("theme.label")} className={triggerClass}>
					<Sun aria-hidden size={15} className="dark:hidden" />
					<Moon aria-hidden size={15} className="hidden dark:block" />
				</button>
			}
		>
			<MenuGroup label={t("theme.label")} value={theme}>
				{themes.map(({ name, icon: Icon }) => (
					<MenuItem
						key={name}
						icon={<Icon aria-hidden size={14} />}
						checked={name === theme}
						onSelect={() => choose(name)}
					>
						{t(`theme.${name}`)}
					</MenuItem>
				))}
			</MenuGroup>
		</Menu>
	);
}
