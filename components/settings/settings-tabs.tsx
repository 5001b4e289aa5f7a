"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMe } from "#components/frame/queries.ts";
import { Tabs } from "#components/ui/tabs.tsx";

const pages = ["connections", "environments", "walls", "access", "audit"] as const;
/** Who may read the audit log, as the policy has it: whoever leads or operates. */
const auditors = ["lead", "devops", "admin"];

/** The pages of the settings. */
export function SettingsTabs() {
	const t = useTranslations("settings");
	const path = usePathname();
	const readsAudit = useMe()?.roles.some(({ role }) => auditors.includes(role)) ?? false;
	const offered = pages.filter((page) => page !== "audit" || readsAudit || path.startsWith("/settings/audit"));
	const tabs = [
		...offered.map((page) => ({
			href: `/settings/${page}`,
			label: t(`tab.${page}`),
			current: path.startsWith(`/settings/${page}`),
		})),
		{ href: "/api/docs", label: t("tab.api"), current: false },
	];
	return <Tabs label={t("title")} tabs={tabs} />;
}
