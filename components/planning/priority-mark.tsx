import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { Item } from "#server/planning/schema.ts";

const bars: Record<Item["priority"], number> = { urgent: 4, high: 3, medium: 2, low: 1 };

/** How urgent something is, as bars; `word` writes it out. */
export function PriorityMark({ priority, word = false }: { priority: Item["priority"]; word?: boolean }) {
	const t = useTranslations("planning.priority");
	const filled = bars[priority];
	return (
		<span title={t(priority)} className="inline-flex items-center gap-1.5">
			<svg aria-hidden="true" viewBox="0 0 14 12" width="14" height="12" className="shrink-0">
				{[0, 1, 2, 3].map((bar) => (
					<rect
						key={bar}
						x={bar * 3.6}
						y={9 - bar * 2.6}
						width="2.4"
						height={3 + bar * 2.6}
						rx="0.6"
						className={clsx(bar >= filled ? "fill-line-strong" : priority === "urgent" ? "fill-failing" : "fill-muted")}
					/>
				))}
			</svg>
			<span className={word ? undefined : "sr-only"}>{t(priority)}</span>
		</span>
	);
}
