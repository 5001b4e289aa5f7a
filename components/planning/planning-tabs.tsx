"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tabs } from "#components/ui/tabs.tsx";

/** The three ways to look at a team's plan. */
export function PlanningTabs() {
	const t = useTranslations("planning.tabs");
	const path = usePathname();
	const tabs = [
		{ href: "/planning", label: t("board"), current: path === "/planning" },
		{ href: "/planning/items", label: t("items"), current: path === "/planning/items" },
		{ href: "/planning/sprints", label: t("sprints"), current: path.startsWith("/planning/sprints") },
	];
	return (
		<div className="pb-3">
			<Tabs tabs={tabs} label={t("label")} />
		</div>
	);
}
