"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatDuration } from "./duration.tsx";
import { useNow } from "./use-now.ts";

/** Says how old data is, once it is older than it should be. */
export function DataAge({
	observedAt,
	freshForSeconds = 60,
	source,
}: {
	observedAt: string | null | undefined;
	freshForSeconds?: number;
	source?: string;
}) {
	const t = useTranslations("ui");
	const now = useNow();
	if (!now) return null;
	const age = observedAt ? now.getTime() - new Date(observedAt).getTime() : null;
	if (age !== null && age < freshForSeconds * 1_000) return null;
	const text = age === null ? t("neverRead") : t("dataAge", { age: formatDuration(age) });
	return (
		<span
			role="status"
			className="inline-flex items-center gap-1.5 border-degraded border-b border-dashed text-degraded text-xs"
		>
			<TriangleAlert aria-hidden size={13} />
			{source ? `${source}: ${text}` : text}
		</span>
	);
}
