"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { ItemDetail } from "#server/planning/schema.ts";
import { useHistorySentence } from "./use-history-sentence.ts";

/** What happened to an item, newest first, in the reader's language. */
export function ItemHistory({ item }: { item: ItemDetail }) {
	const t = useTranslations("planning.item");
	const sentence = useHistorySentence();
	return (
		<ol aria-label={t("history")} className="space-y-1.5">
			{item.history.map((entry) => (
				<li key={entry.id} className="flex items-baseline gap-3">
					<span className="min-w-0 flex-1">
						{typeof entry.data.deploymentId === "string" ? (
							<Link href={`/deployments/${entry.data.deploymentId}`} className="hover:underline">
								{sentence(entry)}
							</Link>
						) : (
							sentence(entry)
						)}
					</span>
					<span className="text-faint text-xs">
						<Time value={entry.at} />
					</span>
				</li>
			))}
		</ol>
	);
}
