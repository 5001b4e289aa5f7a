"use client";

import { useTranslations } from "next-intl";
import { FillingField } from "#components/pipelines/filling-field.tsx";
import { WorkflowFields } from "#components/pipelines/workflow-fields.tsx";
import type { RunbookRules } from "#server/incidents/runbooks/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { facts, initialInputs } from "./initial-rules.ts";

type Choice = Pick<RunbookRules, "workflowId" | "ref" | "inputs">;
type Props = { value: Choice; workflows: readonly WorkflowForm[]; onChange: (choice: Choice) => void };

const initial = (form: WorkflowForm): Choice => ({
	...{ workflowId: form.id, ref: form.defaultBranch, inputs: initialInputs(form) },
});

/** Which workflow a runbook starts, on which branch, and what of its inputs is asked of whoever runs it. */
export function RunbookWorkflow({ value, workflows, onChange }: Props) {
	const t = useTranslations("runbooks");
	const sources = (["ask", ...facts] as const).map((source) => ({ value: source, label: t(`source.${source}`) }));
	return (
		<WorkflowFields {...{ value, workflows, initial, onChange }}>
			{(input, filling, fill) => (
				<FillingField
					input={input}
					sources={sources}
					value={
						filling?.kind === "fact" ? { source: filling.fact } : filling?.kind === "ask" ? { source: "ask" } : filling
					}
					onChange={(filled) => {
						if (filled === null) fill(null);
						else if ("text" in filled) fill({ kind: "text", text: filled.text });
						else fill(filled.source === "ask" ? { kind: "ask" } : { kind: "fact", fact: filled.source });
					}}
				/>
			)}
		</WorkflowFields>
	);
}
