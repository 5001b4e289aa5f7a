"use client";

import { clsx } from "clsx";
import { PanelLeft } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Mark } from "./mark.tsx";
import { isInSection, sections } from "./sections.ts";
import { TeamSwitcher } from "./team-switcher.tsx";
import { useCollapsed } from "./use-collapsed.ts";

/** The way through Lazo on wide screens. */
export function Sidebar() {
	const t = useTranslations("frame");
	const path = usePathname();
	const [collapsed, setCollapsed] = useCollapsed();
	return (
		<aside
			className={clsx(
				"sticky top-0 flex h-dvh shrink-0 flex-col border-r bg-canvas max-md:hidden",
				collapsed ? "w-12" : "w-52",
			)}
		>
			<div className={clsx("flex h-12 items-center", collapsed ? "justify-center" : "px-3.5")}>
				<Link href="/" aria-label="Lazo" className="flex items-center gap-2 font-semibold text-lg tracking-tight">
					<Mark />
					{!collapsed && "Lazo"}
				</Link>
			</div>
			{!collapsed && <TeamSwitcher />}
			<nav aria-label={t("navigation")} className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-1">
				{sections.map((section) => {
					const { name, href, key, icon: Icon } = section;
					const current = isInSection(path, section);
					return (
						<Link
							key={name}
							href={href}
							aria-current={current ? "page" : undefined}
							title={collapsed ? t(`section.${name}`) : `G ${key.toUpperCase()}`}
							className={clsx(
								"flex h-7 items-center gap-2.5 rounded-md px-2 text-sm transition-colors duration-120",
								current ? "bg-selected font-medium text-text" : "text-muted hover:bg-hover hover:text-text",
							)}
						>
							<Icon aria-hidden size={15} className="shrink-0" />
							<span className={collapsed ? "sr-only" : undefined}>{t(`section.${name}`)}</span>
						</Link>
					);
				})}
			</nav>
			<div className="p-2">
				<IconButton
					label={collapsed ? t("expand") : t("collapse")}
					icon={<PanelLeft aria-hidden size={15} />}
					onClick={() => setCollapsed(!collapsed)}
				/>
			</div>
		</aside>
	);
}
