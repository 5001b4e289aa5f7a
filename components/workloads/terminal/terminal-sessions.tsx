"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Terminal } from "#server/workloads/terminal/schema.ts";
import { terminalsQuery } from "./queries.ts";

/** Who opened which container of a service and why; nothing while nobody did. */
export function TerminalSessions({ service }: { service: string }) {
	const t = useTranslations("terminal");
	const { data } = useQuery(terminalsQuery(service));
	if (!data || data.items.length === 0) return null;
	return (
		<Card flush title={t("sessions")}>
			{data.items.slice(0, 10).map((terminal) => (
				<Row key={terminal.id} terminal={terminal} />
			))}
		</Card>
	);
}

function Row({ terminal }: { terminal: Terminal }) {
	const t = useTranslations("terminal");
	const { actor, environment, pod, container, reason, startedAt, ended, exitCode } = terminal;
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3.5 py-2 text-sm last:border-b-0">
			<Status value={ended ? "paused" : "progressing"} label={t(ended ? "over" : "phase.open")} />
			<span className="min-w-48 flex-1">
				{reason} <span className="text-muted">· {environment}</span>
				<span className="block break-all text-muted text-xs">
					{pod}/{container}
					{ended && ` · ${t(`ended.${ended}`, { code: exitCode ?? 0 })}`}
				</span>
			</span>
			<span className="text-muted text-xs">
				{actor.name ?? actor.login ?? "—"} · <Time value={startedAt} />
			</span>
		</div>
	);
}
