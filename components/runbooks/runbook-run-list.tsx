"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemState } from "#components/api/problem-state.tsx";
import { ActorName } from "#components/deployments/actor-name.tsx";
import { Button } from "#components/ui/button.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunbookRunRow } from "#server/incidents/runbooks/schema.ts";
import { runbookRunsQuery } from "./queries.ts";
import { RunbookStatus } from "./runbook-status.tsx";

type Props = { of: { service: string } | { incident: string }; empty: string };

/** Runs of runbooks, newest first; each line opens its run. */
export function RunbookRunList({ of, empty }: Props) {
	const ui = useTranslations("ui");
	const query = useInfiniteQuery(runbookRunsQuery(of));
	const items = query.data?.pages.flatMap((page) => page.items);
	if (query.error && !items) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />;
	if (!items) return <SkeletonRows />;
	if (items.length === 0) return <p className="px-3.5 py-2.5 text-muted">{empty}</p>;
	return (
		<>
			<ul className="divide-y">
				{items.map((run) => (
					<Row key={run.id} run={run} withIncident={"service" in of} />
				))}
			</ul>
			{query.hasNextPage && (
				<div className="flex justify-center p-2">
					<Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
						{ui("loadMore")}
					</Button>
				</div>
			)}
		</>
	);
}

function Row({ run, withIncident }: { run: RunbookRunRow; withIncident: boolean }) {
	const t = useTranslations("runbooks");
	const { id, title, environment, by, requestedAt, mayDecide, incident, reason } = run;
	return (
		<li>
			<Link
				href={`/runbook-runs/${id}`}
				className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3.5 py-1.5 hover:bg-hover max-md:min-h-11"
			>
				<RunbookStatus run={run} />
				<span className="font-medium">{title}</span>
				<span className="text-muted">{environment.title}</span>
				{withIncident && incident && <span className="text-muted">#{incident.number}</span>}
				<span className="min-w-0 max-w-full flex-1 truncate text-muted">{reason}</span>
				{mayDecide && <span className="text-accent">{t("decide")}</span>}
				<span className="text-faint text-xs">
					<ActorName actor={by} /> · <Time value={requestedAt} />
				</span>
			</Link>
		</li>
	);
}
