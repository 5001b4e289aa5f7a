import { clsx } from "clsx";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Status, type StatusValue, statuses } from "#components/ui/status.tsx";
import type { Item } from "#server/planning/schema.ts";

/** A stored health as one of the closed set; what is not known is unknown. */
export const asStatus = (value: string): StatusValue => statuses.find((one) => one === value) ?? "unknown";

/** Whether the last deployment of an item's work was taken back, by its thread. */
export function isRolledBack({ stations }: Pick<Item, "stations">): boolean {
	const deploy = stations?.[5];
	return deploy?.state === "failed" && deploy.evidence.some(({ state }) => state === "rolled_back");
}

type Props = {
	item: Item;
	/** One line: the furthest environment, and how many come before it. */
	brief?: boolean;
};

/** Where an item's work runs by the pods' own word, and whether it was rolled back. Nothing when it runs nowhere. */
export function Whereabouts({ item, brief = false }: Props) {
	const t = useTranslations("planning.where");
	const rolledBack = isRolledBack(item);
	if (item.where.length === 0 && !rolledBack) return null;
	const told = brief ? item.where.slice(-1) : item.where;
	const before = item.where.slice(0, item.where.length - told.length);
	return (
		<ul className={clsx("flex gap-x-2.5 gap-y-1 text-xs", !brief && "flex-wrap")}>
			{told.map(({ environment, status }) => (
				<li key={environment} className="inline-flex items-center gap-1 whitespace-nowrap">
					<Status compact value={asStatus(status)} />
					{t("in", { environment })}
				</li>
			))}
			{before.length > 0 && (
				<li className="text-muted" title={before.map(({ environment }) => t("in", { environment })).join("\n")}>
					+{before.length}
				</li>
			)}
			{rolledBack && (
				<li className="inline-flex items-center gap-1 whitespace-nowrap font-medium text-failing">
					<RotateCcw aria-hidden size={12} />
					{t("rolledBack")}
				</li>
			)}
		</ul>
	);
}
