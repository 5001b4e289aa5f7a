"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ConfigurationRow } from "#server/workloads/configuration/schema.ts";

/** When the oldest of what is shown was read from its cluster, and the way to read again. */
export function ConfigurationAge({
	rows,
	onReadAgain,
}: {
	rows: readonly ConfigurationRow[];
	onReadAgain: () => void;
}) {
	const t = useTranslations("configuration");
	const [oldest] = rows.flatMap(({ cells }) => cells.flatMap(({ readAt }) => readAt ?? [])).sort();
	return (
		<span className="inline-flex items-center gap-1">
			{oldest && (
				<span>
					{t("read")} <Time value={oldest} />
				</span>
			)}
			<IconButton label={t("readAgain")} icon={<RefreshCw aria-hidden size={14} />} onClick={onReadAgain} />
		</span>
	);
}
