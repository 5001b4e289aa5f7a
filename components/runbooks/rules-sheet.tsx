"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormSheet } from "#components/api/form-sheet.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input, TextArea } from "#components/ui/input.tsx";
import type { RunbookRow, RunbookRules } from "#server/incidents/runbooks/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { initialRules } from "./initial-rules.ts";
import { useSaveRunbook } from "./queries.ts";
import { RunbookWorkflow } from "./runbook-workflow.tsx";

type Environment = { name: string; title: string };
type Props = {
	service: string;
	/** Null for a new one. */
	runbook: RunbookRow | null;
	/** Those that can be started by hand; at least one. */
	workflows: readonly [WorkflowForm, ...WorkflowForm[]];
	environments: readonly Environment[];
	onClose: () => void;
};

/** Says what a runbook is. */
export function RulesSheet({ service, runbook, workflows, environments, onClose }: Props) {
	const t = useTranslations("runbooks");
	const [rules, setRules] = useState<RunbookRules>(() =>
		initialRules(
			runbook,
			workflows[0],
			environments.map(({ name }) => name),
		),
	);
	const change = (part: Partial<RunbookRules>) => setRules((was) => ({ ...was, ...part }));
	const save = useSaveRunbook({ service, id: runbook?.id ?? null }, t("saved"), onClose);
	return (
		<FormSheet
			title={runbook ? t("changeTitle", { title: runbook.title }) : t("addTitle")}
			description={runbook ? t("sheetAbout") : t("about")}
			save={t("save")}
			saving={save}
			onSave={() => save.mutate(rules)}
			onClose={onClose}
			incomplete={rules.environments.length === 0}
		>
			<Field label={t("name")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, minLength: 3, maxLength: 80, value: rules.title }}
						onChange={({ target }) => change({ title: target.value })}
					/>
				)}
			</Field>
			<Field label={t("description")}>
				{(wiring) => (
					<TextArea
						{...wiring}
						{...{ required: true, minLength: 3, maxLength: 1_000, rows: 2, value: rules.description }}
						onChange={({ target }) => change({ description: target.value })}
					/>
				)}
			</Field>
			<RunbookWorkflow value={rules} workflows={workflows} onChange={change} />
			<Environments
				all={environments}
				chosen={rules.environments}
				onChange={(names) => change({ environments: names })}
			/>
			<Approval rules={rules} onChange={change} />
		</FormSheet>
	);
}

type Choice = { all: readonly Environment[]; chosen: string[]; onChange: (names: string[]) => void };

function Environments({ all, chosen, onChange }: Choice) {
	const t = useTranslations("runbooks");
	return (
		<fieldset>
			<legend className="font-medium text-sm">{t("environments")}</legend>
			<p className="text-muted text-xs">{t("environmentsHint")}</p>
			<div className="mt-1 flex flex-wrap gap-x-5">
				{all.map(({ name, title }) => (
					<Checkbox
						key={name}
						label={title}
						checked={chosen.includes(name)}
						onChange={(on) =>
							onChange(all.map((one) => one.name).filter((one) => (one === name ? on : chosen.includes(one))))
						}
					/>
				))}
			</div>
		</fieldset>
	);
}

function Approval({ rules, onChange }: { rules: RunbookRules; onChange: (part: Partial<RunbookRules>) => void }) {
	const t = useTranslations("runbooks");
	return (
		<>
			<Checkbox
				label={t("approval")}
				hint={t("approvalHint")}
				checked={rules.approval}
				onChange={(approval) => onChange({ approval })}
			/>
			{rules.approval && (
				<Field label={t("approvalHours")}>
					{(wiring) => (
						<Input
							{...wiring}
							{...{ type: "number", min: 1, max: 168, required: true, value: rules.approvalHours }}
							onChange={({ target }) => onChange({ approvalHours: Number(target.value) })}
						/>
					)}
				</Field>
			)}
		</>
	);
}
