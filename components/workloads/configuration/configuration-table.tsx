"use client";

import { FileText, KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { ConfigurationColumn, ConfigurationRow } from "#server/workloads/configuration/schema.ts";
import { CellText } from "./cell-text.tsx";
import { columnTitle } from "./column-title.ts";
import { ComparisonMark } from "./comparison-mark.tsx";

/** A key in one column. */
export type Chosen = { kind: string; object: string; key: string | null; column: number };

type Props = {
	columns: readonly ConfigurationColumn[];
	rows: readonly ConfigurationRow[];
	onChoose: (chosen: Chosen) => void;
};

/** One row per key, one column per environment; a cell opens the key there. */
export function ConfigurationTable({ columns, rows, onChoose }: Props) {
	const t = useTranslations("configuration");
	const places = columns.map(
		(column, index): Column<ConfigurationRow> => ({
			key: `${column.connectionId}/${column.namespace}/${column.environment}`,
			header: <span className="block min-w-24">{columnTitle(column, columns)}</span>,
			cell: (row) => {
				const cell = row.cells[index];
				if (!cell) return null;
				const { kind, object, key } = row;
				return (
					<button
						type="button"
						className="flex h-full w-full min-w-0 items-center rounded-sm text-left hover:underline"
						aria-haspopup="dialog"
						onClick={() => onChoose({ kind, object, key, column: index })}
					>
						<span className="sr-only">{t("openKey", { key: key ?? object, environment: column.title })}: </span>
						<CellText cell={cell} />
					</button>
				);
			},
		}),
	);
	return (
		<DataTable<ConfigurationRow>
			label={t("title")}
			rowKey={({ kind, object, key }) => `${kind}/${object}/${key ?? ""}`}
			rows={rows}
			columns={[
				{
					key: "key",
					header: <span className="block min-w-48">{t("key")}</span>,
					width: "300px",
					cell: (row) => <KeyName row={row} />,
				},
				...places,
				{
					key: "comparison",
					header: <span className="block min-w-24">{t("compared")}</span>,
					width: "130px",
					cell: ({ comparison }) => <ComparisonMark value={comparison} />,
				},
			]}
		/>
	);
}

function KeyName({ row: { kind, object, key } }: { row: ConfigurationRow }) {
	const t = useTranslations("configuration");
	const Icon = kind === "Secret" ? KeyRound : FileText;
	return (
		<span className="inline-flex min-w-0 items-center gap-1.5" title={`${kind} ${object}`}>
			<Icon aria-hidden size={13} className="shrink-0 text-muted" />
			<span className="sr-only">{kind}</span>
			<span className="font-medium font-mono text-xs">{key ?? t("everyKey")}</span>
			<span className="truncate text-muted text-xs">{object}</span>
		</span>
	);
}
