"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { DispatchState } from "./dispatch-state.tsx";
import { InputField, initialValue } from "./input-field.tsx";
import { startRun } from "./queries.ts";
import { RefPicker } from "./ref-picker.tsx";

type Props = { workflows: readonly WorkflowForm[]; gitRef?: string | undefined; onClose: () => void };

/** The form that starts a workflow: which one, on which branch or tag, with which inputs. `Ctrl+Enter` starts it. */
export function DispatchSheet({ workflows, gitRef, onClose }: Props) {
	const t = useTranslations("pipelines");
	const [chosen, setChosen] = useState(workflows[0]?.id ?? "");
	const workflow = workflows.find(({ id }) => id === chosen) ?? workflows[0];
	if (!workflow) return null;
	return (
		<WorkflowSheet key={workflow.id} {...{ workflow, gitRef, onClose }}>
			{workflows.length > 1 && (
				<Field label={t("workflow")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={chosen}
							onChange={(event) => setChosen(event.target.value)}
							options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
						/>
					)}
				</Field>
			)}
		</WorkflowSheet>
	);
}

function WorkflowSheet({
	workflow,
	gitRef,
	onClose,
	children,
}: {
	workflow: WorkflowForm;
	gitRef: string | undefined;
	onClose: () => void;
	children: ReactNode;
}) {
	const t = useTranslations("pipelines");
	const text = useProblemText();
	const inputs = workflow.inputs ?? [];
	const [ref, setRef] = useState<string | null>(gitRef ?? workflow.defaultBranch);
	const [values, setValues] = useState(() =>
		Object.fromEntries(inputs.map((input) => [input.name, initialValue(input)])),
	);
	const start = useMutation({ mutationFn: startRun });
	const asked = start.data?.id;
	const submit = (event?: FormEvent) => {
		event?.preventDefault();
		const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
		if (ref && !start.isPending && !asked) start.mutate({ workflowId: workflow.id, ref, inputs: given });
	};
	const formId = `dispatch-${workflow.id}`;
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("runTitle", { workflow: workflow.name })}
			description={`${workflow.repository} · ${workflow.path}`}
			footer={
				asked ? (
					<Button onClick={onClose}>{t("closeSheet")}</Button>
				) : (
					<>
						<Button onClick={onClose}>{t("cancel")}</Button>
						<Button look="primary" type="submit" form={formId} busy={start.isPending} disabled={!ref}>
							{t("runOn", { workflow: workflow.name, ref: ref ?? "…" })}
						</Button>
					</>
				)
			}
		>
			{asked ? (
				<DispatchState id={asked} />
			) : (
				<form
					id={formId}
					className="space-y-4"
					onSubmit={submit}
					onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit()}
				>
					{children}
					<RefPicker workflow={workflow} value={ref} onChange={setRef} />
					{inputs.map((input) => (
						<InputField
							key={input.name}
							input={input}
							value={values[input.name] ?? ""}
							onChange={(value) => setValues((before) => ({ ...before, [input.name]: value }))}
						/>
					))}
					{start.error && (
						<p role="alert" className="text-failing">
							{text(start.error)}
						</p>
					)}
				</form>
			)}
		</Sheet>
	);
}
