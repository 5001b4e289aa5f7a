"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { InputValue, WorkflowWay } from "#server/deployments/ways/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { initialWay } from "./initial-way.ts";
import { InputMapping } from "./input-mapping.tsx";

export type Choice = Pick<WorkflowWay, "workflowId" | "ref" | "inputs">;
type Props = { value: Choice; workflows: readonly WorkflowForm[]; onChange: (choice: Choice) => void };

/** Which workflow, on which branch, with what in its inputs. */
export function WorkflowChoice({ value, workflows, onChange }: Props) {
	const t = useTranslations("ways");
	const workflow = workflows.find(({ id }) => id === value.workflowId);
	const map = (name: string, filled: InputValue | null) => {
		const { [name]: _, ...others } = value.inputs;
		onChange({ ...value, inputs: filled ? { ...others, [name]: filled } : others });
	};
	return (
		<>
			<Field label={t("workflow")} hint={workflow && `${workflow.repository} · ${workflow.path}`}>
				{(wiring) => (
					<Select
						{...wiring}
						value={workflow?.id ?? ""}
						{...(!workflow && { placeholder: t("workflowGone") })}
						onChange={(event) => {
							const chosen = workflows.find(({ id }) => id === event.target.value);
							if (chosen) onChange(initialChoice(chosen));
						}}
						options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
					/>
				)}
			</Field>
			<Field label={t("ref")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, maxLength: 250, value: value.ref }}
						onChange={(event) => onChange({ ...value, ref: event.target.value })}
					/>
				)}
			</Field>
			{workflow?.inputs && workflow.inputs.length > 0 && (
				<fieldset className="space-y-3">
					<legend className="mb-1.5 font-medium text-sm">{t("inputs")}</legend>
					{workflow.inputs.map((input) => (
						<InputMapping
							key={input.name}
							input={input}
							value={value.inputs[input.name] ?? null}
							onChange={(filled) => map(input.name, filled)}
						/>
					))}
				</fieldset>
			)}
		</>
	);
}

/** A workflow with its inputs filled as their names suggest. */
export function initialChoice(form: WorkflowForm): Choice {
	const { workflowId, ref, inputs } = initialWay(form);
	return { workflowId, ref, inputs };
}
