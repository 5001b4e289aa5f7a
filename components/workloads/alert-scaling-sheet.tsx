"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RuleSheet } from "#components/api/rule-sheet.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { AlertScaling, PlaceAlertScaling } from "#server/workloads/alert-scaling/schema.ts";
import { useSetAlertScaling } from "./queries.ts";

type Props = { service: string; place: PlaceAlertScaling; onClose: () => void };
const usual: AlertScaling = { alert: "", add: 2, most: 8, quietMinutes: 15 };
const mostOf = { add: 50, most: 500, quietMinutes: 240 } as const;

/** Chooses which alert brings more pods in one environment. */
export function AlertScalingSheet({ service, place: { environment, rule }, onClose }: Props) {
	const t = useTranslations("scaling");
	const [wanted, setWanted] = useState(rule !== null);
	const [asked, setAsked] = useState(rule ?? usual);
	const save = useSetAlertScaling(service, t("saved", { environment: environment.title }), onClose);
	const submit = () => {
		save.mutate({ environment: environment.name, rule: wanted ? asked : null });
	};
	const number = (name: keyof typeof mostOf) => (
		<Field label={t(name)}>
			{(wiring) => (
				<Input
					{...wiring}
					{...{ type: "number", min: 1, max: mostOf[name], required: true, value: asked[name] }}
					onChange={(event) => setAsked({ ...asked, [name]: Number(event.target.value) })}
				/>
			)}
		</Field>
	);
	return (
		<RuleSheet namespace="scaling" environment={environment.title} saving={save} onSave={submit} onClose={onClose}>
			<Checkbox label={t("wanted")} checked={wanted} onChange={setWanted} />
			{wanted && (
				<>
					<Field label={t("alert")} hint={t("alertHint")}>
						{(wiring) => (
							<Input
								{...wiring}
								{...{ required: true, maxLength: 200, value: asked.alert }}
								onChange={(event) => setAsked({ ...asked, alert: event.target.value })}
							/>
						)}
					</Field>
					<div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
						{number("add")}
						{number("most")}
						{number("quietMinutes")}
					</div>
				</>
			)}
		</RuleSheet>
	);
}
