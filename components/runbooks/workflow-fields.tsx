"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { RunbookInput, RunbookRules } from "#server/incidents/runbooks/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { initialInputs } from "./initial-rules.ts";
import { InputRuleField } from "./input-rule-field.tsx";

type Props = {
	rules: RunbookRules;
	workflows: readonly WorkflowForm[];
	onChange: (part: Partial<RunbookRules>) => void;
};

/** Which workflow a runbook starts, on which branch, with what in its inputs. */
export function WorkflowFields({ rules, workflows, onChange }: Props) {
	const t = useTranslations("runbooks");
	const workflow = workflows.find(({ id }) => id === rules.workflowId);
	const fill = (name: string, value: RunbookInput | null) => {
		const { [name]: _, ...others } = rules.inputs;
		onChange({ inputs: value ? { ...others, [name]: value } : others });
	};
	return (
		<>
			<Field label={t("workflow")} hint={workflow && `${workflow.repository} · ${workflow.path}`}>
				{(wiring) => (
					<Select
						{...wiring}
						value={rules.workflowId}
						onChange={({ target }) => {
							const chosen = workflows.find(({ id }) => id === target.value);
							if (chosen) onChange({ workflowId: chosen.id, ref: chosen.defaultBranch, inputs: initialInputs(chosen) });
						}}
						options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
					/>
				)}
			</Field>
			<Field label={t("ref")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, maxLength: 250, value: rules.ref }}
						onChange={({ target }) => onChange({ ref: target.value })}
					/>
				)}
			</Field>
			{workflow?.inputs && workflow.inputs.length > 0 && (
				<fieldset className="space-y-3">
					<legend className="mb-1.5 font-medium text-sm">{t("inputs")}</legend>
					{workflow.inputs.map((input) => (
						<InputRuleField
							key={input.name}
							input={input}
							value={rules.inputs[input.name] ?? null}
							onChange={(value) => fill(input.name, value)}
						/>
					))}
				</fieldset>
			)}
		</>
	);
}
