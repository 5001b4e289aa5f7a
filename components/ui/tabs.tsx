"use client";

import { clsx } from "clsx";
import Link from "next/link";

export type TabLink = { href: string; label: string; count?: number; current: boolean };

/** On a phone the current one may stand beyond the edge. */
const keepInSight = (current: HTMLElement | null) => current?.scrollIntoView({ inline: "center", block: "nearest" });

/** Tabs that are addresses: each can be opened, sent and gone back from. */
export function Tabs({ tabs, label }: { tabs: readonly TabLink[]; label: string }) {
	return (
		<nav aria-label={label} className="flex gap-4 overflow-x-auto border-b">
			{tabs.map((tab) => (
				<Link
					key={tab.href}
					href={tab.href}
					ref={tab.current ? keepInSight : undefined}
					aria-current={tab.current ? "page" : undefined}
					className={clsx(
						"-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 text-sm",
						tab.current ? "border-accent font-medium text-text" : "border-transparent text-muted hover:text-text",
					)}
				>
					{tab.label}
					{tab.count !== undefined && <span className="text-faint text-xs">{tab.count}</span>}
				</Link>
			))}
		</nav>
	);
}
