"use client";

import { useTranslations } from "next-intl";
import { FillingField } from "#components/pipelines/filling-field.tsx";
import { WorkflowFields } from "#components/pipelines/workflow-fields.tsx";
import type { WorkflowWay } from "#server/deployments/ways/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { facts, initialWay } from "./initial-way.ts";

type Choice = Pick<WorkflowWay, "workflowId" | "ref" | "inputs">;
type Props = { value: Choice; workflows: readonly WorkflowForm[]; onChange: (choice: Choice) => void };

/** Which workflow, on which branch, with which facts of the deployment in its inputs. */
export function WorkflowChoice({ value, workflows, onChange }: Props) {
	const t = useTranslations("ways");
	const sources = facts.map((fact) => ({ value: fact, label: t(`fact.${fact}`) }));
	return (
		<WorkflowFields value={value} workflows={workflows} initial={initialChoice} onChange={onChange}>
			{(input, filling, fill) => (
				<FillingField
					input={input}
					sources={sources}
					value={filling && "fact" in filling ? { source: filling.fact } : filling}
					onChange={(filled) => fill(filled && "source" in filled ? { fact: filled.source } : filled)}
				/>
			)}
		</WorkflowFields>
	);
}

/** A workflow with its inputs filled as their names suggest. */
export function initialChoice(form: WorkflowForm): Choice {
	const { workflowId, ref, inputs } = initialWay(form);
	return { workflowId, ref, inputs };
}
