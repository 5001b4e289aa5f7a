"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { WorkflowForm, WorkflowInput } from "#server/pipelines/schema.ts";

/** What is started later by a rule: a workflow, the branch it runs on, and what its inputs are filled with. */
type Choice<Filling> = { workflowId: string; ref: string; inputs: Record<string, Filling> };
type Props<Filling> = {
	value: Choice<Filling>;
	workflows: readonly WorkflowForm[];
	/** What a workflow begins with when it is chosen. */
	initial: (workflow: WorkflowForm) => Choice<Filling>;
	onChange: (choice: Choice<Filling>) => void;
	/** Draws the field of one input; null fills it with nothing. */
	children: (input: WorkflowInput, filling: Filling | null, onChange: (filling: Filling | null) => void) => ReactNode;
};

/** Which workflow, on which branch, with what in its inputs. */
export function WorkflowFields<Filling>({ value, workflows, initial, onChange, children }: Props<Filling>) {
	const t = useTranslations("pipelines");
	const workflow = workflows.find(({ id }) => id === value.workflowId);
	const fill = (name: string, filling: Filling | null) => {
		const { [name]: _, ...others } = value.inputs;
		onChange({ ...value, inputs: filling === null ? others : { ...others, [name]: filling } });
	};
	return (
		<>
			<Field label={t("workflow")} hint={workflow && `${workflow.repository} · ${workflow.path}`}>
				{(wiring) => (
					<Select
						{...wiring}
						value={workflow?.id ?? ""}
						{...(!workflow && { placeholder: t("workflowGone") })}
						onChange={({ target }) => {
							const chosen = workflows.find(({ id }) => id === target.value);
							if (chosen) onChange(initial(chosen));
						}}
						options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
					/>
				)}
			</Field>
			<Field label={t("runsOn")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, maxLength: 250, value: value.ref }}
						onChange={({ target }) => onChange({ ...value, ref: target.value })}
					/>
				)}
			</Field>
			{workflow?.inputs && workflow.inputs.length > 0 && (
				<fieldset className="space-y-3">
					<legend className="mb-1.5 font-medium text-sm">{t("fillings")}</legend>
					{workflow.inputs.map((input) => (
						<div key={input.name}>
							{children(input, value.inputs[input.name] ?? null, (filling) => fill(input.name, filling))}
						</div>
					))}
				</fieldset>
			)}
		</>
	);
}
