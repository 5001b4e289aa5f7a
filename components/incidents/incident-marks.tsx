"use client";

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { Incident } from "#server/incidents/schema.ts";

const statuses: Record<Incident["status"], StatusValue> = {
	open: "failing",
	acknowledged: "progressing",
	resolved: "healthy",
};
const tones = { critical: "bad", warning: "warning", info: "plain" } as const;

/** How an incident stands: burning, taken, over. */
export function IncidentStatus({ status, compact = false }: { status: Incident["status"]; compact?: boolean }) {
	const t = useTranslations("incidents");
	return <Status value={statuses[status]} label={t(`status.${status}`)} compact={compact} />;
}

export function Severity({ value }: { value: Incident["severity"] }) {
	const t = useTranslations("incidents");
	return <Badge tone={tones[value]}>{t(`severity.${value}`)}</Badge>;
}
