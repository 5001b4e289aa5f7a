"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Facts } from "#components/ui/facts.tsx";
import { TextArea } from "#components/ui/input.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ConfigurationColumn, ConfigurationRow } from "#server/workloads/configuration/schema.ts";
import { CellText } from "./cell-text.tsx";
import { columnTitle } from "./column-title.ts";
import { ComparisonMark } from "./comparison-mark.tsx";

type Props = { columns: readonly ConfigurationColumn[]; row: ConfigurationRow; index: number };

/** What a key says in every environment, where it arrives, and what speaks against changing it. */
export function KeyFacts({ columns, row, index }: Props) {
	const t = useTranslations("configuration");
	const cell = row.cells[index];
	if (!cell) return null;
	const { uses, immutable, managedBy, failure, readAt, state } = cell;
	const values = columns.map((column, at) => ({
		label: columnTitle(column, columns),
		value: row.cells[at] && <FullText cell={row.cells[at]} label={columnTitle(column, columns)} />,
	}));
	return (
		<div className="space-y-4">
			<Facts
				facts={[
					...values,
					{ label: t("compared"), value: <ComparisonMark value={row.comparison} /> },
					{ label: t("arrives"), value: uses.length > 0 ? <Uses uses={uses} /> : t("arrivesNowhere") },
					...(readAt ? [{ label: t("read"), value: <Time value={readAt} /> }] : []),
				]}
			/>
			{failure && (
				<Note>{t.has(`failure.${failure.code}`) ? t(`failure.${failure.code}`, failure) : failure.message}</Note>
			)}
			{columns[index]?.freeze && <Note>{t("frozen", { name: columns[index].freeze.name })}</Note>}
			{immutable && <Note>{t("immutable", { object: cell.object ?? row.object })}</Note>}
			{cell.sharedWith.length > 0 && (
				<Note>{t("sharedWith", { object: cell.object ?? row.object, services: cell.sharedWith.join(", ") })}</Note>
			)}
			{managedBy && <Note>{t("managedBy", { managedBy, object: cell.object ?? row.object })}</Note>}
			{state === "missing-object" && <Note>{t("missingObjectDetail", { kind: row.kind, object: row.object })}</Note>}
			{row.kind === "ConfigMap" && cell.value?.hidden && <Note>{t("looksSecret")}</Note>}
		</div>
	);
}

/** A value as it is, lines and all; a long one in a box that scrolls. */
function FullText({ cell, label }: { cell: ConfigurationRow["cells"][number]; label: string }) {
	const text = cell.value?.text;
	if (!text) return <CellText cell={cell} />;
	if (text.length > 300 || text.includes("\n"))
		return <TextArea readOnly aria-label={label} className="font-mono text-xs" rows={6} value={text} />;
	return <code className="break-words font-mono text-xs">{text}</code>;
}

function Uses({ uses }: { uses: ConfigurationRow["cells"][number]["uses"] }) {
	const t = useTranslations("configuration");
	return uses.map(({ container, as, name, needed }) => (
		<span key={`${container} ${as} ${name}`} className="block">
			<code className="font-mono text-xs">{name}</code>{" "}
			<span className="text-muted text-xs">{t(`use.${as}`, { container })}</span>
			{needed && <span className="text-muted text-xs"> · {t("needed")}</span>}
		</span>
	));
}

function Note({ children }: { children: ReactNode }) {
	return (
		<p className="flex gap-2 rounded-md border border-degraded/40 px-3 py-2 text-sm">
			<TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-degraded" />
			<span className="min-w-0">{children}</span>
		</p>
	);
}
