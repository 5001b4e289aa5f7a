"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import type {
	ConfigurationCell,
	ConfigurationColumn,
	ConfigurationRow,
} from "#server/workloads/configuration/schema.ts";
import { ChangeError } from "./change-error.tsx";
import { ChangeFields } from "./change-fields.tsx";
import { columnTitle, workloadNames } from "./column-title.ts";
import { KeyFacts } from "./key-facts.tsx";
import { useKeyChange } from "./use-key-change.ts";

type Props = {
	service: string;
	columns: readonly ConfigurationColumn[];
	row: ConfigurationRow;
	column: number;
	onClose: () => void;
};

/** A key in one environment: what it says there and elsewhere, where it arrives, and the form to change it. */
export function KeySheet({ service, columns, row, column: index, onClose }: Props) {
	const t = useTranslations("configuration");
	const column = columns[index];
	const cell = row.cells[index];
	if (!column || !cell) return null;
	const facts = <KeyFacts columns={columns} row={row} index={index} />;
	if (column.mayChange && isChangeable(cell) && row.key !== null)
		return <ChangeSheet {...{ service, columns, row, index, onClose }} />;
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={row.key ?? t("everyKey")}
			description={`${row.kind} ${cell.object ?? row.object} · ${columnTitle(column, columns)}`}
		>
			{facts}
		</Sheet>
	);
}

const isChangeable = ({ state, immutable, value, failure }: ConfigurationCell) =>
	(state === "value" || state === "missing-key") && !immutable && !failure && !value?.binary;

type ChangeProps = Omit<Props, "column"> & { index: number };

function ChangeSheet({ service, columns, row, index, onClose }: ChangeProps) {
	const t = useTranslations("configuration");
	const column = columns[index];
	const cell = row.cells[index];
	const [version, setVersion] = useState(cell?.resourceVersion ?? "");
	const hidden = row.kind === "Secret" || cell?.value?.hidden === true;
	const typing = useKeyChange(service, { value: cell?.value?.text ?? "", reason: "", undo: "0" }, onClose);
	const { draft, setDraft, change, send, looking, fits } = typing;
	if (!column || !cell || row.key === null) return null;
	const key = row.key;
	const environment = columnTitle(column, columns);
	const there = cell.state === "value";
	const needed = cell.uses.some((use) => use.needed);
	const place = { kind: row.kind, object: cell.object ?? row.object, resourceVersion: version, column };
	const isSame = !hidden && there && draft.value === cell.value?.text;
	const lookAgain = async () => {
		const newest = (await typing.lookAgain())?.rows.find(
			(one) => one.kind === row.kind && one.object === row.object && one.key === key,
		);
		setVersion(newest?.cells[index]?.resourceVersion ?? version);
	};
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={key}
			description={`${row.kind} ${place.object} · ${environment}`}
			footer={
				<>
					{there && !needed && (
						<Button
							look="danger"
							className="mr-auto"
							disabled={!fits || change.isPending}
							onClick={() => send(place, key, null)}
						>
							{t("remove")}
						</Button>
					)}
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button
						look="primary"
						disabled={!fits || isSame || (hidden && draft.value === "")}
						busy={change.isPending}
						onClick={() => send(place, key, draft.value)}
					>
						{t(there ? "change" : "add", { environment })}
					</Button>
				</>
			}
		>
			<div className="space-y-4">
				<KeyFacts columns={columns} row={row} index={index} />
				<ChangeFields
					{...{ draft, hidden }}
					onChange={setDraft}
					label={t("newValue", { environment })}
					hint={cell.value?.text === null && !hidden ? t("tooLongHint") : undefined}
				/>
				<p className="text-sm">{t("follows", { environment, workloads: workloadNames(column) })}</p>
				<ChangeError error={change.error} busy={looking} onLookAgain={() => void lookAgain()} />
			</div>
		</Sheet>
	);
}
