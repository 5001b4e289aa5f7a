"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { WorkflowInput } from "#server/pipelines/schema.ts";

/** A fixed text, one of the sources that the caller knows, or nothing. */
type Filled<Source extends string> = { text: string } | { source: Source } | null;
type Props<Source extends string> = {
	input: WorkflowInput;
	value: Filled<Source>;
	/** What it can be filled with besides a fixed text. */
	sources: readonly { value: Source; label: string }[];
	onChange: (value: Filled<Source>) => void;
};

/** What one input of a workflow is filled with when a rule starts it. */
export function FillingField<Source extends string>({ input, value, sources, onChange }: Props<Source>) {
	const t = useTranslations("pipelines");
	const chosen = value === null ? "none" : "text" in value ? "text" : value.source;
	const choose = (name: string) => {
		const source = sources.find((one) => one.value === name)?.value;
		if (source) onChange({ source });
		else onChange(name === "text" ? { text: input.default ?? input.options[0] ?? "" } : null);
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
						value={chosen}
						onChange={({ target }) => choose(target.value)}
						options={[
							...sources,
							{ value: "text", label: t("fixedText") },
							{ value: "none", label: t("nothing"), disabled: input.required && input.default === null },
						]}
					/>
					{value && "text" in value && (
						<Input
							aria-label={t("textFor", { input: input.name })}
							{...{ className: "flex-1", required: input.required, maxLength: 1_000, value: value.text }}
							onChange={({ target }) => onChange({ text: target.value })}
						/>
					)}
				</div>
			)}
		</Field>
	);
}
