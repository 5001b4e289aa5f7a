"use client";

import { useTranslations } from "next-intl";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { RunbookRunRow, RunbookStatus as Value } from "#server/incidents/runbooks/schema.ts";

const faces: Record<Value, StatusValue> = {
	...{ waiting: "waiting", requested: "progressing", running: "progressing", succeeded: "healthy", failed: "failing" },
	...{ rejected: "paused", withdrawn: "paused", expired: "unknown" },
};

type Props = { run: Pick<RunbookRunRow, "status" | "conclusion">; compact?: boolean };

/** How a run of a runbook stands; one that somebody stopped has not failed by itself. */
export function RunbookStatus({ run: { status, conclusion }, compact = false }: Props) {
	const t = useTranslations("runbooks.status");
	if (status === "failed" && conclusion === "cancelled")
		return <Status value="paused" label={t("cancelled")} compact={compact} />;
	return <Status value={faces[status]} label={t(status)} compact={compact} />;
}
