"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { useActKey } from "#components/deployments/use-act-key.ts";
import { InputField, initialValue } from "#components/pipelines/input-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.ts";
import type { RunbookRow } from "#server/incidents/runbooks/schema.ts";
import { IncidentField } from "./incident-field.tsx";
import { newKey } from "./new-key.ts";
import { useAskRunbook } from "./queries.ts";
import { SetInputs } from "./set-inputs.tsx";

/** The incident that a runbook is started from. */
export type ForIncident = { id: string; number: number; environment: string; title: string };
type Props = { service: string; runbook: RunbookRow; incident?: ForIncident | undefined; onClose: () => void };

/** The form that runs a runbook: where, what for, with which inputs. Enter in a field does not run it; Ctrl/Cmd+Enter does. */
export function RunbookSheet({ service, runbook, incident, onClose }: Props) {
	const t = useTranslations("runbooks");
	const text = useProblemText();
	const router = useRouter();
	const formId = useId();
	const [key] = useState(newKey);
	const [form, setForm] = useState(() => initialForm(runbook, incident, t));
	const { title, description, approval, approvalHours, fields } = runbook;
	const ask = useAskRunbook({ id: runbook.id, key }, ({ id, waits }) => {
		toast.success(t(waits ? "asked" : "started", { title }));
		onClose();
		if (!incident) router.push(`/runbook-runs/${id}`);
	});
	const places = runbook.environments.filter(({ mayRun }) => mayRun);
	const place = places.find(({ name }) => name === form.environment);
	const go = () => {
		if (ask.isPending || form.reason.trim().length < 3) return;
		const inputs = Object.fromEntries(Object.entries(form.inputs).filter(([, value]) => value !== ""));
		const { environment, incidentId } = form;
		ask.mutate({ environment, inputs, reason: form.reason, ...(incidentId && { incidentId }) });
	};
	useActKey(go);
	const words = { title, environment: place?.title ?? form.environment };
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("runNamed", { title })}
			description={description}
			footer={
				<>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button look="primary" busy={ask.isPending} disabled={form.reason.trim().length < 3} onClick={go}>
						{t(approval ? "ask" : "act", words)}
					</Button>
				</>
			}
		>
			<form id={formId} className="space-y-4" onSubmit={(event) => event.preventDefault()}>
				<Field label={t("environment")} hint={t("environmentHint")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={form.environment}
							onChange={({ target }) => setForm({ ...form, environment: target.value })}
							options={places.map((one) => ({ value: one.name, label: one.title }))}
						/>
					)}
				</Field>
				<IncidentField
					{...{ service, incident }}
					value={form.incidentId}
					onChange={(incidentId) => setForm({ ...form, incidentId })}
				/>
				{fields.map((input) => (
					<InputField
						key={input.name}
						input={input}
						value={form.inputs[input.name] ?? ""}
						onChange={(value) => setForm((was) => ({ ...was, inputs: { ...was.inputs, [input.name]: value } }))}
					/>
				))}
				<Field label={t("reason")} hint={t("reasonHint")}>
					{(wiring) => (
						<TextArea
							{...wiring}
							{...{ required: true, minLength: 3, maxLength: 500, rows: 2, value: form.reason }}
							onChange={({ target }) => setForm({ ...form, reason: target.value })}
						/>
					)}
				</Field>
				<SetInputs inputs={runbook.inputs} />
				{approval && <p className="rounded-md border px-3 py-2">{t("approvalAbout", { hours: approvalHours })}</p>}
				{ask.error && (
					<p role="alert" className="text-failing">
						{text(ask.error)}
					</p>
				)}
			</form>
		</Sheet>
	);
}

type Form = { environment: string; incidentId: string; reason: string; inputs: Record<string, string> };

function initialForm(
	{ environments, fields }: RunbookRow,
	incident: ForIncident | undefined,
	t: (key: "reasonFor", values: { number: number; title: string }) => string,
): Form {
	const places = environments.filter(({ mayRun }) => mayRun);
	const place = places.find(({ name }) => name === incident?.environment) ?? places[0];
	return {
		environment: place?.name ?? "",
		incidentId: incident?.id ?? "",
		reason: incident ? t("reasonFor", { number: incident.number, title: incident.title }).slice(0, 500) : "",
		inputs: Object.fromEntries(fields.map((input) => [input.name, initialValue(input)])),
	};
}
