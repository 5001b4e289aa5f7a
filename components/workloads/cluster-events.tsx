"use client";

import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { ClusterEvent } from "#server/workloads/schema.ts";

/** What the cluster itself says about a workload and its pods, newest first, in its own words. */
export function ClusterEvents({ events }: { events: readonly ClusterEvent[] }) {
	const t = useTranslations("workloads");
	if (events.length === 0) return null;
	return (
		<details className="border-t px-3.5 py-2">
			<summary className="cursor-pointer text-muted text-sm">{t("events", { count: events.length })}</summary>
			<ol className="mt-2 space-y-1 text-sm">
				{events.map((event) => (
					<li key={event.id} className="flex gap-3">
						<span className="w-20 shrink-0 text-muted">
							<Time value={event.lastAt} />
						</span>
						<span className="min-w-0">
							<span className={event.type === "Warning" ? "font-medium text-degraded" : "text-muted"}>
								{event.reason}
							</span>{" "}
							<span className="font-mono text-xs">{event.involvedName}</span>{" "}
							<span className="break-words text-muted">{event.message}</span>
							{event.count > 1 && <span className="text-faint"> × {event.count}</span>}
							{t.has(`eventMeans.${event.reason}`) && (
								<span className="block text-muted">{t(`eventMeans.${event.reason}`)}</span>
							)}
						</span>
					</li>
				))}
			</ol>
		</details>
	);
}
