"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { GitBranch } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PagedTable } from "#components/api/paged-table.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunSummary } from "#server/pipelines/schema.ts";
import { Elapsed } from "./elapsed.tsx";
import { type RunFilters, runsQuery } from "./queries.ts";
import { RunStatus } from "./run-status.tsx";

/** Workflow runs, newest first; those that go on move by themselves. */
export function RunTable({ filters }: { filters: RunFilters }) {
	const t = useTranslations("pipelines");
	const query = useInfiniteQuery(runsQuery(filters));
	const columns = useRunColumns(!filters.service);
	const filtered = Object.entries(filters).some(([name, value]) => name !== "service" && value);
	return (
		<PagedTable
			query={query}
			label={t("runs")}
			columns={columns}
			rowKey={(run) => run.id}
			rowHref={(run) => `/runs/${run.id}`}
			empty={
				<EmptyState title={filtered ? t("noMatch") : t("noRuns")}>{filtered ? null : t("noRunsDetail")}</EmptyState>
			}
		/>
	);
}

function useRunColumns(withService: boolean): Column<RunSummary>[] {
	const t = useTranslations("pipelines");
	const service: Column<RunSummary> = {
		key: "service",
		header: t("column.service"),
		width: "130px",
		wide: true,
		cell: (run) =>
			run.service ? (
				<Link href={`/services/${run.service}`} className="hover:underline">
					{run.service}
				</Link>
			) : (
				<span className="text-muted">{run.repository}</span>
			),
	};
	return [
		{
			key: "status",
			header: t("column.status"),
			width: "140px",
			cell: (run) => <RunStatus status={run.status} conclusion={run.conclusion} />,
		},
		{
			key: "name",
			header: t("column.run"),
			cell: (run) => (
				<span className="flex min-w-0 items-baseline gap-2">
					<Link href={`/runs/${run.id}`} className="shrink-0 font-medium hover:underline">
						{run.workflow ?? run.name} #{run.number}
					</Link>
					<span className="truncate text-muted">{run.commitTitle ?? run.name}</span>
				</span>
			),
		},
		...(withService ? [service] : []),
		{
			key: "branch",
			header: t("column.branch"),
			width: "190px",
			wide: true,
			cell: (run) => (
				<span className="inline-flex max-w-full items-center gap-1 font-mono text-xs" title={run.branch ?? ""}>
					<GitBranch aria-hidden size={12} className="shrink-0 text-faint" />
					<span className="truncate">{run.branch ?? run.headSha.slice(0, 7)}</span>
				</span>
			),
		},
		{
			key: "commit",
			header: t("column.commit"),
			width: "80px",
			widest: true,
			cell: (run) => <span className="font-mono text-xs">{run.headSha.slice(0, 7)}</span>,
		},
		{ key: "actor", header: t("column.actor"), width: "90px", widest: true, cell: (run) => run.actor ?? "—" },
		{
			key: "duration",
			header: t("column.duration"),
			width: "100px",
			align: "right",
			wide: true,
			cell: (run) => <Elapsed from={run.startedAt} to={run.completedAt} />,
		},
		{
			key: "created",
			header: t("column.started"),
			width: "110px",
			align: "right",
			cell: (run) => <Time value={run.createdAt} />,
		},
	];
}
