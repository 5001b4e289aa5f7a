"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Glyph } from "#components/loop/glyph.tsx";
import { PriorityMark } from "#components/planning/priority-mark.tsx";
import { Whereabouts } from "#components/planning/whereabouts.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Item } from "#server/planning/schema.ts";

/** What a person works on or should begin, the most urgent first. */
export function MyItems({ items }: { items: readonly Item[] }) {
	const t = useTranslations("home");
	const planning = useTranslations("planning");
	return (
		<Card title={t("myItems")} flush>
			<ul className="divide-y">
				{items.map((item) => (
					<li key={item.key}>
						<Link
							href={`/items/${item.key}`}
							className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 px-3.5 py-1 hover:bg-hover max-md:min-h-11"
						>
							<Glyph stations={item.stations} size={16} />
							<PriorityMark priority={item.priority} />
							<span className="w-16 shrink-0 font-mono text-xs">{item.key}</span>
							<span className="min-w-0 flex-1 basis-40 truncate">{item.title}</span>
							<Whereabouts item={item} />
							<span className="text-muted text-xs">{planning(`state.${item.state}`)}</span>
						</Link>
					</li>
				))}
			</ul>
		</Card>
	);
}
