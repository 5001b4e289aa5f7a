"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RuleSheet } from "#components/api/rule-sheet.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { PlaceSmoke } from "#server/deployments/smoke/schema.ts";
import { useSetSmokeTest } from "../queries.ts";

type Props = { service: string; place: PlaceSmoke; onClose: () => void };

/** Chooses what a new version must answer in one environment. */
export function SmokeSheet({ service, place: { environment, test }, onClose }: Props) {
	const t = useTranslations("smoke");
	const [wanted, setWanted] = useState(test !== null);
	const [asked, setAsked] = useState({
		service: test?.service ?? "",
		port: String(test?.port ?? 80),
		path: test?.path ?? "/healthz",
	});
	const save = useSetSmokeTest(service, t("saved", { environment: environment.title }), onClose);
	const submit = () => {
		const port = /^\d+$/.test(asked.port) ? Number(asked.port) : asked.port;
		const chosen = { kind: "http", service: asked.service || null, port, path: asked.path } as const;
		save.mutate({ environment: environment.name, test: wanted ? chosen : null });
	};
	const input = (name: keyof typeof asked, hint?: string) => (
		<Field label={t(name)} hint={hint}>
			{(wiring) => (
				<Input
					{...wiring}
					{...{ required: name !== "service", maxLength: 500, value: asked[name] }}
					onChange={(event) => setAsked({ ...asked, [name]: event.target.value })}
				/>
			)}
		</Field>
	);
	return (
		<RuleSheet namespace="smoke" environment={environment.title} saving={save} onSave={submit} onClose={onClose}>
			<Checkbox label={t("wanted")} checked={wanted} onChange={setWanted} />
			{wanted && (
				<>
					{input("path", t("pathHint"))}
					{input("port")}
					{input("service", t("serviceHint"))}
				</>
			)}
		</RuleSheet>
	);
}
