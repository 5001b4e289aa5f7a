"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tabs } from "#components/ui/tabs.tsx";

const pages = ["connections", "environments", "walls", "access", "audit"] as const;

/** The pages of the settings. */
export function SettingsTabs() {
	const t = useTranslations("settings");
	const path = usePathname();
	const tabs = [
		...pages.map((page) => ({
			href: `/settings/${page}`,
			label: t(`tab.${page}`),
			current: path.startsWith(`/settings/${page}`),
		})),
		{ href: "/api/docs", label: t("tab.api"), current: false },
	];
	return <Tabs label={t("title")} tabs={tabs} />;
}
