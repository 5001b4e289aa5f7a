"use client";

import { useTranslations } from "next-intl";
import { Status, type StatusValue } from "#components/ui/status.tsx";

type Props = { status: string; conclusion: string | null; compact?: boolean };

const faces: Record<string, StatusValue> = {
	queued: "waiting",
	in_progress: "progressing",
	success: "healthy",
	failure: "failing",
	timed_out: "failing",
	startup_failure: "failing",
	action_required: "waiting",
	cancelled: "paused",
	skipped: "unknown",
	neutral: "unknown",
	stale: "unknown",
};

/** How a run, job or step stands, in GitHub's words and the one set of signs. */
export function RunStatus({ status, conclusion, compact = false }: Props) {
	const t = useTranslations("pipelines.outcome");
	const outcome = status === "completed" ? (conclusion ?? "neutral") : status;
	return <Status value={faces[outcome] ?? "unknown"} label={t.has(outcome) ? t(outcome) : outcome} compact={compact} />;
}
