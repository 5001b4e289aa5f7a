import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ItemDetail } from "#server/planning/schema.ts";

/** What was decided about an item that production filed. */
export function TriageFact({ item }: { item: ItemDetail }) {
	const t = useTranslations("planning.item.triage");
	const format = useFormatter();
	const { triage, duplicateOf, snoozedUntil, triageReason } = item;
	if (!triage) return null;
	const until = snoozedUntil ? format.dateTime(new Date(snoozedUntil), { dateStyle: "medium" }) : "";
	return (
		<>
			{t(triage, { until, key: duplicateOf?.key ?? "" })}
			{duplicateOf && (
				<Link href={`/items/${duplicateOf.key}`} className="block text-accent hover:underline">
					{duplicateOf.title}
				</Link>
			)}
			{triageReason && <span className="block text-muted">{triageReason}</span>}
		</>
	);
}
