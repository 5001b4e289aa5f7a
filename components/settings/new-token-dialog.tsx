"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { NewToken } from "#server/access/schema.ts";
import { createToken } from "./queries.ts";
import { ToldOnce } from "./told-once.tsx";

const scopes: NewToken["scopes"] = ["read", "plan", "build", "deploy", "operate", "administer"];
const days = [7, 30, 90, 365];

/** Makes a token; its secret is shown this once. */
export function NewTokenDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
	const t = useTranslations("settings.tokens");
	const [name, setName] = useState("");
	const [chosen, setChosen] = useState<NewToken["scopes"]>(["read"]);
	const [lasts, setLasts] = useState(30);
	const create = useAct({ act: createToken });
	const close = (next: boolean) => {
		if (!next) create.reset();
		onOpenChange(next);
	};
	const toggle = (scope: NewToken["scopes"][number], on: boolean) =>
		setChosen((old) => (on ? [...old, scope] : old.filter((each) => each !== scope)));
	return (
		<Dialog
			open={open}
			onOpenChange={close}
			title={t("create")}
			description={t("about")}
			footer={
				create.data ? (
					<Button onClick={() => close(false)}>{t("done")}</Button>
				) : (
					<Button
						look="primary"
						busy={create.isPending}
						disabled={!name.trim() || chosen.length === 0}
						onClick={() => create.mutate({ name, scopes: chosen, days: lasts })}
					>
						{t("createAction")}
					</Button>
				)
			}
		>
			{create.data ? (
				<ToldOnce text={create.data.token} note={t("toldOnce")} />
			) : (
				<div className="flex flex-col gap-4">
					<Field label={t("name")}>
						{(wiring) => (
							<Input {...wiring} value={name} onChange={(event) => setName(event.target.value)} maxLength={80} />
						)}
					</Field>
					<fieldset>
						<legend className="pb-1 font-medium">{t("scopes")}</legend>
						{scopes.map((scope) => (
							<Checkbox
								key={scope}
								label={<code className="font-mono text-xs">{scope}</code>}
								hint={t(`scope.${scope}`)}
								checked={chosen.includes(scope)}
								onChange={(on) => toggle(scope, on)}
							/>
						))}
					</fieldset>
					<Field label={t("lasts")}>
						{(wiring) => (
							<Select
								{...wiring}
								value={String(lasts)}
								onChange={(event) => setLasts(Number(event.target.value))}
								options={days.map((count) => ({ value: String(count), label: t("days", { count }) }))}
							/>
						)}
					</Field>
				</div>
			)}
		</Dialog>
	);
}
