"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { WorkflowWay } from "#server/deployments/ways/schema.ts";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { WorkflowChoice } from "./workflow-choice.tsx";

type Props = { way: WorkflowWay; workflows: readonly WorkflowForm[]; onChange: (way: WorkflowWay) => void };

/** Which workflow, on which branch, with what in its inputs, and how it goes back. */
export function WorkflowWayFields({ way, workflows, onChange }: Props) {
	const t = useTranslations("ways");
	return (
		<>
			<WorkflowChoice value={way} workflows={workflows} onChange={(choice) => onChange({ ...way, ...choice })} />
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
