"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Configuration, ConfigurationRow } from "#server/workloads/configuration/schema.ts";
import { ChangeError } from "./change-error.tsx";
import { ChangeFields } from "./change-fields.tsx";
import { columnTitle, workloadNames } from "./column-title.ts";
import { useKeyChange } from "./use-key-change.ts";

type Props = { service: string; configuration: Configuration; onClose: () => void };
type Holding = Pick<ConfigurationRow, "kind"> & { object: string; resourceVersion: string; keys: string[] };

/** Adds a key to a ConfigMap or Secret of one environment. */
export function AddKeySheet({ service, configuration, onClose }: Props) {
	const t = useTranslations("configuration");
	const { columns } = configuration;
	const places = columns.flatMap((column, index) => (column.mayChange ? [{ column, index }] : []));
	const [at, setAt] = useState(String(places[0]?.index ?? 0));
	const [wanted, setWanted] = useState("");
	const [key, setKey] = useState("");
	const typing = useKeyChange(service, { value: "", reason: "", undo: "0" }, onClose);
	const { draft, setDraft, change, send, looking, fits } = typing;
	const column = columns[Number(at)];
	const objects = objectsOf(configuration, Number(at));
	const holding = objects.find((one) => nameOf(one) === wanted) ?? objects[0];
	if (!column) return null;
	const environment = columnTitle(column, columns);
	const taken = holding?.keys.includes(key) ?? false;
	const named = /^[-._a-zA-Z0-9]{1,253}$/.test(key);
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("addKey")}
			description={t("addDetail")}
			footer={
				<>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button
						look="primary"
						disabled={!fits || !named || taken || !holding}
						busy={change.isPending}
						onClick={() => holding && send({ ...refOf(holding), column }, key, draft.value)}
					>
						{t("add", { environment })}
					</Button>
				</>
			}
		>
			<div className="space-y-4">
				<Field label={t("environment")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={at}
							onChange={(event) => setAt(event.target.value)}
							options={places.map((one) => ({ value: String(one.index), label: columnTitle(one.column, columns) }))}
						/>
					)}
				</Field>
				<Field label={t("object")} error={objects.length === 0 ? t("noObject") : undefined}>
					{(wiring) => (
						<Select
							{...wiring}
							value={holding ? nameOf(holding) : ""}
							onChange={(event) => setWanted(event.target.value)}
							options={objects.map((one) => ({ value: nameOf(one), label: nameOf(one) }))}
						/>
					)}
				</Field>
				<Field label={t("key")} hint={t("keyHint")} error={taken ? t("keyTaken") : undefined}>
					{(wiring) => (
						<Input
							{...wiring}
							{...{ className: "font-mono", maxLength: 253, value: key, spellCheck: false }}
							onChange={(event) => setKey(event.target.value.trim())}
						/>
					)}
				</Field>
				<ChangeFields
					{...{ draft, onChange: setDraft, hidden: holding?.kind === "Secret" }}
					label={t("newValue", { environment })}
				/>
				<p className="text-sm">{t("follows", { environment, workloads: workloadNames(column) })}</p>
				<ChangeError error={change.error} busy={looking} onLookAgain={() => void typing.lookAgain()} />
			</div>
		</Sheet>
	);
}

const nameOf = ({ kind, object }: Holding) => `${kind} ${object}`;
const refOf = ({ kind, object, resourceVersion }: Holding) => ({ kind, object, resourceVersion });

/** The objects of a column that were read and may be written, with the keys they have. */
function objectsOf({ rows }: Configuration, index: number): Holding[] {
	const found = new Map<string, Holding>();
	for (const { kind, key, cells } of rows) {
		const cell = cells[index];
		if (!cell?.object || !cell.resourceVersion || cell.immutable || cell.failure) continue;
		const name = `${kind} ${cell.object}`;
		const known = found.get(name) ?? { kind, object: cell.object, resourceVersion: cell.resourceVersion, keys: [] };
		if (key !== null && cell.state === "value") known.keys.push(key);
		found.set(name, known);
	}
	return [...found.values()];
}
