"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ItemDetail } from "#server/planning/schema.ts";
import { asStatus, isRolledBack } from "../whereabouts.tsx";

/** In which environments an image with this item's commits runs, since when, and how it is there. */
export function ItemWhere({ item }: { item: ItemDetail }) {
	const t = useTranslations("planning");
	const rolledBack = isRolledBack(item);
	return (
		<Card title={t("item.runsNow")}>
			{item.where.length === 0 && !rolledBack && <p className="text-muted">{t("item.runsNowhere")}</p>}
			<ul className="space-y-1.5">
				{item.where.map(({ environment, status, since }) => (
					<li key={environment} className="flex items-center gap-2">
						<Status compact value={asStatus(status)} />
						{item.service ? (
							<Link href={`/services/${encodeURIComponent(item.service.name)}`} className="hover:underline">
								{environment}
							</Link>
						) : (
							environment
						)}
						<span className="ml-auto text-muted text-xs">
							<Time value={since} />
						</span>
					</li>
				))}
				{rolledBack && (
					<li className="flex items-center gap-2 font-medium text-failing">
						<RotateCcw aria-hidden size={14} /> {t("where.rolledBack")}
					</li>
				)}
			</ul>
		</Card>
	);
}
