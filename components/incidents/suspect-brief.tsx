"use client";

import { useTranslations } from "next-intl";
import type { Incident } from "#server/incidents/schema.ts";

/** The suspected version in a row: its name, and what became of the suspicion. */
export function SuspectBrief({ suspect }: { suspect: Incident["suspect"] }) {
	const t = useTranslations("incidents");
	if (!suspect) return <span className="text-faint">—</span>;
	const version = suspect.version ?? suspect.digest?.slice(7, 19) ?? "?";
	return (
		<span className={suspect.state === "cleared" ? "text-faint line-through" : undefined}>
			{version}
			<span className="text-muted">
				{" "}
				· {suspect.rolledBackBy ? t("rolledBack") : t(`suspectState.${suspect.state}`)}
			</span>
		</span>
	);
}
