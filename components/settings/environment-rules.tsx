"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { EnvironmentRow } from "#server/deployments/environments/schema.ts";
import type { GateMode } from "#server/deployments/gates/schema.ts";
import { setEnvironmentRules } from "./queries.ts";

const modes = ["block", "warn", "off"] as const;

/** Approval, soak time and the weight of each gate of an environment. */
export function EnvironmentRulesForm({ environment }: { environment: EnvironmentRow }) {
	const t = useTranslations("settings.environments");
	const gateName = useTranslations("deployments.gateName");
	const [approval, setApproval] = useState(environment.approval);
	const [approvalHours, setApprovalHours] = useState(String(environment.approvalHours));
	const [soakMinutes, setSoakMinutes] = useState(String(environment.soakMinutes));
	const [gateModes, setGateModes] = useState(environment.gateModes);
	const save = useAct({
		act: () =>
			setEnvironmentRules(environment.name, {
				...{ approval, gateModes },
				...{ approvalHours: Number(approvalHours), soakMinutes: Number(soakMinutes) },
			}),
		done: t("saved", { name: environment.title }),
	});
	return (
		<form
			className="space-y-4"
			onSubmit={(event) => {
				event.preventDefault();
				save.mutate();
			}}
		>
			<fieldset disabled={!environment.mayConfigure} className="space-y-4">
				<Checkbox label={t("approval")} hint={t("approvalHint")} checked={approval} onChange={setApproval} />
				<div className="grid grid-cols-2 gap-3">
					<Field label={t("approvalHours")}>
						{(wiring) => (
							<Input
								{...wiring}
								{...{ type: "number", min: 1, max: 168, required: true, value: approvalHours, disabled: !approval }}
								onChange={(event) => setApprovalHours(event.target.value)}
							/>
						)}
					</Field>
					<Field label={t("soakMinutes")} hint={t("soakHint")}>
						{(wiring) => (
							<Input
								{...wiring}
								{...{ type: "number", min: 0, max: 10_080, required: true, value: soakMinutes }}
								onChange={(event) => setSoakMinutes(event.target.value)}
							/>
						)}
					</Field>
				</div>
				<fieldset className="space-y-1.5">
					<legend className="mb-1 font-medium text-sm">{t("gates")}</legend>
					{Object.keys(environment.gateModes).map((gate) => (
						<label key={gate} htmlFor={`${environment.name}-${gate}`} className="flex items-center gap-3 text-sm">
							<span className="min-w-0 flex-1">{gateName(gate)}</span>
							<Select
								className="max-w-32 shrink-0"
								id={`${environment.name}-${gate}`}
								value={gateModes[gate] ?? "warn"}
								onChange={(event) => {
									const mode = modes.find((one) => one === event.target.value);
									if (mode) setGateModes((before): Record<string, GateMode> => ({ ...before, [gate]: mode }));
								}}
								options={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
							/>
						</label>
					))}
				</fieldset>
			</fieldset>
			{environment.mayConfigure ? (
				<Button type="submit" busy={save.isPending}>
					{t("save")}
				</Button>
			) : (
				<p className="text-muted text-xs">{t("notYours")}</p>
			)}
		</form>
	);
}
