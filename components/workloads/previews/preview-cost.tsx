"use client";

import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { PreviewDetail } from "#server/workloads/previews/schema.ts";
import { Money } from "./money.tsx";

/** What it costs to leave it on: so far, a day, until its end, and how that is counted. */
export function PreviewCost({ preview: { cost, cpu, memory, status } }: { preview: PreviewDetail }) {
	const t = useTranslations("previews");
	const money = (amount: number) => <Money amount={amount} currency={cost.currency} />;
	const over = status === "ended";
	const facts = [
		{ label: t("costSoFar"), value: money(cost.soFar) },
		...(over
			? []
			: [
					{ label: t("costPerDay"), value: money(cost.perDay) },
					{ label: t("costUntilEnd"), value: money(cost.untilEnd) },
				]),
	];
	return (
		<Card title={t("cost")}>
			<Facts facts={facts} />
			<p className="mt-2 text-muted text-xs">
				{cpu + memory > 0 ? t("costOf", { cpu, memory }) : t(status === "waiting" ? "costNotYet" : "costUnknown")}
			</p>
		</Card>
	);
}
