"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { RunbookInput } from "#server/incidents/runbooks/schema.ts";
import type { WorkflowInput } from "#server/pipelines/schema.ts";
import { facts } from "./initial-rules.ts";

type Props = { input: WorkflowInput; value: RunbookInput | null; onChange: (value: RunbookInput | null) => void };

/** What goes into one input of a runbook's workflow: what is asked, a fact, a fixed text, or nothing. */
export function InputRuleField({ input, value, onChange }: Props) {
	const t = useTranslations("runbooks");
	const source = value === null ? "none" : value.kind === "fact" ? value.fact : value.kind;
	const choose = (chosen: string) => {
		const fact = facts.find((one) => one === chosen);
		if (fact) onChange({ kind: "fact", fact });
		else if (chosen === "text") onChange({ kind: "text", text: input.default ?? input.options[0] ?? "" });
		else onChange(chosen === "ask" ? { kind: "ask" } : null);
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
						onChange={({ target }) => choose(target.value)}
						options={[
							{ value: "ask", label: t("source.ask") },
							...facts.map((fact) => ({ value: fact, label: t(`source.${fact}`) })),
							{ value: "text", label: t("source.text") },
							{ value: "none", label: t("source.none"), disabled: input.required && input.default === null },
						]}
					/>
					{value?.kind === "text" && (
						<Input
							aria-label={t("fixedText", { input: input.name })}
							{...{ className: "flex-1", required: input.required, maxLength: 1_000, value: value.text }}
							onChange={({ target }) => onChange({ kind: "text", text: target.value })}
						/>
					)}
				</div>
			)}
		</Field>
	);
}
