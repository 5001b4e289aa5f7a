"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { formatDuration } from "#components/ui/duration.tsx";
import type { DeploymentDetail } from "#server/deployments/schema.ts";

/** Elapsed against the deadline while it rolls, what is left of the watch afterwards, how long it took in the end. */
export function RolloutClock({ deployment }: { deployment: DeploymentDetail }) {
	const t = useTranslations("deployments");
	const { status, requestedAt, startedAt, rolledOutAt, finishedAt, deadlineAt, watchUntil, progress } = deployment;
	const open = ["requested", "applying", "rolling", "watching"].includes(status);
	const now = useSecond(open);
	const began = Date.parse(startedAt ?? requestedAt);
	if (status === "watching" && watchUntil)
		return (
			now && (
				<span className="text-muted">{t("watchLeft", { left: formatDuration(Date.parse(watchUntil) - now) })}</span>
			)
		);
	if (!open) {
		const end = rolledOutAt ?? finishedAt;
		return (
			end && (
				<span className="text-muted">
					{t("took", { time: formatDuration(Date.parse(end) - Date.parse(requestedAt)) })}
				</span>
			)
		);
	}
	if (!now) return null;
	const elapsed = formatDuration(now - began);
	// A pause lasts as long as somebody wants it to.
	const limit = progress?.stages?.phase === "Paused" ? null : deadlineAt;
	return (
		<span className="whitespace-nowrap tabular-nums">
			{limit ? t("elapsedOf", { elapsed, limit: formatDuration(Date.parse(limit) - began) }) : elapsed}
		</span>
	);
}

/** The time, every second while `on`; null until the page has come alive. */
function useSecond(on: boolean): number | null {
	const [now, setNow] = useState<number | null>(null);
	useEffect(() => {
		setNow(Date.now());
		if (!on) return;
		const timer = setInterval(() => setNow(Date.now()), 1_000);
		return () => clearInterval(timer);
	}, [on]);
	return now;
}
