"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { InputValue, WorkflowWay } from "#server/deployments/ways/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { initialWay } from "./initial-way.ts";
import { InputMapping } from "./input-mapping.tsx";

type Props = { way: WorkflowWay; workflows: readonly WorkflowForm[]; onChange: (way: WorkflowWay) => void };

/** Which workflow, on which branch, with what in its inputs, and how it goes back. */
export function WorkflowWayFields({ way, workflows, onChange }: Props) {
	const t = useTranslations("ways");
	const workflow = workflows.find(({ id }) => id === way.workflowId);
	const map = (name: string, value: InputValue | null) => {
		const { [name]: _, ...others } = way.inputs;
		onChange({ ...way, inputs: value ? { ...others, [name]: value } : others });
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
							if (chosen) onChange(initialWay(chosen));
						}}
						options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
					/>
				)}
			</Field>
			<Field label={t("ref")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, maxLength: 250, value: way.ref }}
						onChange={(event) => onChange({ ...way, ref: event.target.value })}
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
							value={way.inputs[input.name] ?? null}
							onChange={(value) => map(input.name, value)}
						/>
					))}
				</fieldset>
			)}
			<Field label={t("minutes")} hint={t("minutesHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ type: "number", min: 1, max: 720, required: true, value: way.minutes }}
						onChange={(event) => onChange({ ...way, minutes: Number(event.target.value) })}
					/>
				)}
			</Field>
			<Field label={t("rollback")} hint={t(`rollbackHint.${way.rollback}`)}>
				{(wiring) => (
					<Select
						{...wiring}
						value={way.rollback}
						onChange={(event) =>
							onChange({ ...way, rollback: event.target.value === "workflow" ? "workflow" : "patch" })
						}
						options={(["patch", "workflow"] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
					/>
				)}
			</Field>
		</>
	);
}
