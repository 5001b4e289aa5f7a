"use client";

import { clsx } from "clsx";
import { Home, Rocket, Search, Siren } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { openPalette } from "./palette-state.ts";
import { isInSection } from "./sections.ts";

const ways = [
	{ name: "home", href: "/", icon: Home },
	{ name: "deployments", href: "/deployments", icon: Rocket },
	{ name: "incidents", href: "/incidents", icon: Siren },
] as const;
const cell = "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs";

/** The way through Lazo on a phone. */
export function BottomBar() {
	const t = useTranslations("frame");
	const path = usePathname();
	return (
		<nav
			aria-label={t("navigation")}
			className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden"
		>
			{ways.map(({ name, href, icon: Icon }) => {
				const current = isInSection(path, { href });
				return (
					<Link
						key={name}
						href={href}
						aria-current={current ? "page" : undefined}
						className={clsx(cell, current ? "font-medium text-accent" : "text-muted")}
					>
						<Icon aria-hidden size={18} />
						{t(`section.${name}`)}
					</Link>
				);
			})}
			<button type="button" onClick={openPalette} className={clsx(cell, "text-muted")}>
				<Search aria-hidden size={18} />
				{t("search")}
			</button>
		</nav>
	);
}
