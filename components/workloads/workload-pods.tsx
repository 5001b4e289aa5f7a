"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "#components/api/problem-state.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Workload } from "#server/workloads/schema.ts";
import { PodTable } from "./pod-table.tsx";
import { workloadPodsQuery } from "./queries.ts";

/** The pods of a workload. Of thousands, one page stands in the browser at a time. */
export function WorkloadPods({ service, workload }: { service: string; workload: Workload }) {
	const t = useTranslations("workloads");
	const { id, name, environment, terminal } = workload;
	const [place, setPlace] = useState<{ cursor: string; from: number } | null>(null);
	const query = useQuery(workloadPodsQuery(service, id, place?.cursor ?? null));
	const later = place && query.data;
	const { items, nextCursor } = later || { items: workload.pods, nextCursor: workload.podsCursor };
	const from = later ? place.from : 0;
	const to = from + items.length;
	// Until the next page is there, the one before it stays.
	const moving = place !== null && !query.error && (!later || query.isPlaceholderData);
	const range = { from: Math.min(from + 1, to), to, total: Math.max(workload.podCount, to) };
	const footer = (place || nextCursor) && (
		<>
			{!moving && <span>{t("podRange", range)}</span>}
			{place && (
				<Button size="sm" look="quiet" onClick={() => setPlace(null)}>
					{t("firstPods")}
				</Button>
			)}
			{nextCursor && (
				<Button size="sm" look="quiet" busy={moving} onClick={() => setPlace({ cursor: nextCursor, from: to })}>
					{t("nextPods")}
				</Button>
			)}
		</>
	);
	return (
		<>
			<PodTable
				pods={items}
				label={t("podsOf", { name })}
				terminal={environment ? { standing: terminal, environment } : undefined}
				logsHref={`/services/${service}?tab=logs&environment=${encodeURIComponent(environment ?? "")}`}
				footer={footer || undefined}
			/>
			{place && query.error && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
		</>
	);
}
