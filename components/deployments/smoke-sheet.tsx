"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { PlaceSmoke } from "#server/deployments/smoke/schema.ts";
import { useSetSmokeTest } from "./queries.ts";

type Props = { service: string; place: PlaceSmoke; onClose: () => void };

/** Chooses what a new version must answer in one environment. */
export function SmokeSheet({ service, place: { environment, test }, onClose }: Props) {
	const t = useTranslations("smoke");
	const text = useProblemText();
	const [wanted, setWanted] = useState(test !== null);
	const [asked, setAsked] = useState({
		service: test?.service ?? "",
		port: String(test?.port ?? 80),
		path: test?.path ?? "/healthz",
	});
	const save = useSetSmokeTest(service, t("saved", { environment: environment.title }), onClose);
	const submit = (event: FormEvent) => {
		event.preventDefault();
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
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("sheetTitle", { environment: environment.title })}
			description={t("about")}
			footer={
				<>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button look="primary" type="submit" form="smoke" busy={save.isPending}>
						{t("save", { environment: environment.title })}
					</Button>
				</>
			}
		>
			<form id="smoke" className="space-y-4" onSubmit={submit}>
				<Checkbox label={t("wanted")} checked={wanted} onChange={setWanted} />
				{wanted && (
					<>
						{input("path", t("pathHint"))}
						{input("port")}
						{input("service", t("serviceHint"))}
					</>
				)}
				{save.error && (
					<p role="alert" className="text-failing">
						{text(save.error)}
					</p>
				)}
			</form>
		</Sheet>
	);
}
