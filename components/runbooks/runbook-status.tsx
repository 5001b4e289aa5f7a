"use client";

import { useTranslations } from "next-intl";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { RunbookStatus as Value } from "#server/incidents/runbooks/schema.ts";

const faces: Record<Value, StatusValue> = {
	...{ waiting: "waiting", requested: "progressing", running: "progressing", succeeded: "healthy", failed: "failing" },
	...{ rejected: "paused", withdrawn: "paused", expired: "unknown" },
};

/** How a run of a runbook stands. */
export function RunbookStatus({ value, compact = false }: { value: Value; compact?: boolean }) {
	const t = useTranslations("runbooks.status");
	return <Status value={faces[value]} label={t(value)} compact={compact} />;
}
