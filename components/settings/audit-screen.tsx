"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemState } from "#components/api/problem-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AuditItem } from "#server/access/schema.ts";
import { auditChainQuery, auditPages } from "./queries.ts";

const subjects = [
	"deployment",
	"item",
	"sprint",
	"incident",
	"connection",
	"token",
	"session",
	"wall",
	"person",
	"operation",
];

/** Every write and every refusal, newest first. */
export function AuditScreen() {
	const t = useTranslations("settings.audit");
	const ui = useTranslations("ui");
	const filters = useFilters(["outcome", "subject", "actor"]);
	const query = useInfiniteQuery(auditPages(filters));
	const rows = query.data?.pages.flatMap(({ items }) => items);
	const columns: Column<AuditItem>[] = [
		{ key: "at", header: t("at"), width: "110px", cell: ({ at }) => <Time value={at} /> },
		{
			key: "actor",
			header: t("actor"),
			width: "150px",
			cell: ({ actor }) => nameOf(actor),
		},
		{
			key: "action",
			header: t("action"),
			width: "190px",
			cell: ({ action }) => <code className="font-mono text-xs">{action}</code>,
		},
		{
			key: "subject",
			header: t("subject"),
			cell: ({ subjectKind, subjectId }) => <span title={subjectId}>{`${subjectKind} ${subjectId}`}</span>,
			wide: true,
		},
		{ key: "change", header: t("change"), cell: (entry) => <Change entry={entry} />, wide: true },
		{
			key: "outcome",
			header: t("outcome"),
			width: "120px",
			cell: ({ outcome }) => (
				<Status
					value={outcome === "refused" ? "failing" : "healthy"}
					label={t(outcome === "refused" ? "refused" : "done")}
				/>
			),
		},
	];
	return (
		<>
			<PageHeader title={t("title")} description={t("about")} actions={<ChainMark />} />
			<div>
				<FilterChips
					filters={[
						{
							name: "outcome",
							label: t("outcome"),
							options: [
								{ value: "done", label: t("done") },
								{ value: "refused", label: t("refused") },
							],
						},
						{ name: "subject", label: t("subject"), options: subjects.map((value) => ({ value, label: value })) },
					]}
				/>
				{query.error && !rows && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
				{!rows && !query.error && <SkeletonRows />}
				{rows?.length === 0 && <EmptyState title={t("none")}>{t("noneDetail")}</EmptyState>}
				{rows && rows.length > 0 && (
					<Card flush>
						<DataTable
							label={t("title")}
							columns={columns}
							rows={rows}
							rowKey={({ id }) => id}
							footer={
								query.hasNextPage && (
									<Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
										{ui("loadMore")}
									</Button>
								)
							}
						/>
					</Card>
				)}
			</div>
		</>
	);
}

/** Who it was; for Lazo itself, also on whose behalf. */
function nameOf({ kind, id, name, login, onBehalfOf }: AuditItem["actor"]): string {
	if (name ?? login) return name ?? login ?? id;
	const whose =
		typeof onBehalfOf === "object" && onBehalfOf !== null && "name" in onBehalfOf ? String(onBehalfOf.name) : null;
	return whose ? `${whose} (${id})` : `${kind} ${id}`;
}

function Change({ entry: { before, after, reason } }: { entry: AuditItem }) {
	const text = [reason, before === null ? null : JSON.stringify(before), after === null ? null : JSON.stringify(after)]
		.filter(Boolean)
		.join(" → ");
	return (
		<span title={text} className="font-mono text-muted text-xs">
			{text}
		</span>
	);
}

/** Whether the lines are as they were written. */
function ChainMark() {
	const t = useTranslations("settings.audit");
	const { data } = useQuery(auditChainQuery());
	if (!data) return null;
	const whole = data.brokenAt === null;
	const Icon = whole ? ShieldCheck : ShieldAlert;
	return (
		<span className={`inline-flex items-center gap-1.5 ${whole ? "text-healthy" : "text-failing"}`}>
			<Icon aria-hidden size={15} />
			{whole ? t("chainWhole", { count: data.checked }) : t("chainBroken", { id: data.brokenAt ?? "" })}
		</span>
	);
}
