"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { InputValue } from "#server/deployments/ways/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { facts } from "./initial-way.ts";

type Props = {
	input: NonNullable<WorkflowForm["inputs"]>[number];
	value: InputValue | null;
	onChange: (value: InputValue | null) => void;
};

/** What one input of a workflow is filled with: a fact of the deployment, a fixed text, or nothing. */
export function InputMapping({ input, value, onChange }: Props) {
	const t = useTranslations("ways");
	const source = value === null ? "none" : "fact" in value ? value.fact : "text";
	const choose = (chosen: string) => {
		const fact = facts.find((one) => one === chosen);
		onChange(fact ? { fact } : chosen === "text" ? { text: input.default ?? "" } : null);
	};
	return (
		<Field
			label={<code className="font-mono text-xs">{input.name}</code>}
			hint={input.description}
			{...(!input.required && { optional: t("optional") })}
		>
			{(wiring) => (
				<div className="flex gap-2">
					<Select
						{...wiring}
						className="flex-1"
						value={source}
						onChange={(event) => choose(event.target.value)}
						options={[
							...facts.map((fact) => ({ value: fact, label: t(`fact.${fact}`) })),
							{ value: "text", label: t("fact.text") },
							{ value: "none", label: t("fact.none"), disabled: input.required && input.default === null },
						]}
					/>
					{value && "text" in value && (
						<Input
							aria-label={t("fixedText", { input: input.name })}
							{...{ className: "flex-1", required: input.required, maxLength: 1_000, value: value.text }}
							onChange={(event) => onChange({ text: event.target.value })}
						/>
					)}
				</div>
			)}
		</Field>
	);
}
