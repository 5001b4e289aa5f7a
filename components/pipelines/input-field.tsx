"use client";

import { useTranslations } from "next-intl";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { WorkflowInput } from "#server/pipelines/schema.ts";

type Props = { input: WorkflowInput; value: string; onChange: (value: string) => void };

/** What an input holds before anyone touched it, as GitHub's own form has it. */
export function initialValue(input: WorkflowInput): string {
	if (input.default !== null) return input.default;
	if (input.type === "boolean") return "false";
	return input.type === "choice" && input.required ? (input.options[0] ?? "") : "";
}

/** The control for one typed input of a workflow. */
export function InputField({ input, value, onChange }: Props) {
	const t = useTranslations("pipelines");
	if (input.type === "boolean") {
		return (
			<Checkbox
				label={<span className="font-medium">{input.name}</span>}
				hint={input.description}
				checked={value === "true"}
				onChange={(checked) => onChange(String(checked))}
			/>
		);
	}
	return (
		<Field label={input.name} hint={input.description} {...(!input.required && { optional: t("optional") })}>
			{(wiring) =>
				input.type === "choice" ? (
					<Select
						{...wiring}
						required={input.required}
						value={value}
						onChange={(event) => onChange(event.target.value)}
						options={input.options.map((option) => ({ value: option, label: option }))}
						{...(!input.required && { placeholder: "—" })}
					/>
				) : (
					<Input
						{...wiring}
						type={input.type === "number" ? "number" : "text"}
						step="any"
						required={input.required}
						maxLength={10_000}
						value={value}
						onChange={(event) => onChange(event.target.value)}
					/>
				)
			}
		</Field>
	);
}
