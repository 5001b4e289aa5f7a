"use client";

import { useTranslations } from "next-intl";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { LogState } from "./log-follower.ts";

const faces: Record<LogState["phase"] | "paused", StatusValue> = {
	...{ connecting: "waiting", live: "healthy", reconnecting: "degraded", ended: "paused", failed: "failing" },
	paused: "paused",
};

/** How the log is doing: live, paused, being connected again, over. */
export function LogPhase({ log, paused }: { log: LogState; paused: boolean }) {
	const t = useTranslations("logs");
	const text = useProblemText();
	const phase = paused && log.phase === "live" ? "paused" : log.phase;
	return (
		<span role="status" className="inline-flex" title={log.problem ? text(log.problem) : undefined}>
			<Status value={faces[phase]} label={t(`phase.${phase}`)} />
		</span>
	);
}
