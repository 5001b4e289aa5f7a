"use client";

import { clsx } from "clsx";
import { CircleDashed, CircleHelp, Equal, EqualNot, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Comparison } from "#server/workloads/configuration/schema.ts";

const faces = {
	same: { icon: Equal, look: "text-muted" },
	differs: { icon: EqualNot, look: "text-accent font-medium" },
	missing: { icon: CircleDashed, look: "text-degraded font-medium" },
	unknown: { icon: CircleHelp, look: "text-unknown" },
	single: { icon: Minus, look: "text-faint" },
} as const;

/** How a key compares between environments: one icon, one word. */
export function ComparisonMark({ value }: { value: Comparison }) {
	const t = useTranslations("configuration.comparison");
	const { icon: Icon, look } = faces[value];
	return (
		<span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", look)} data-comparison={value}>
			<Icon aria-hidden size={14} />
			{t(value)}
		</span>
	);
}
