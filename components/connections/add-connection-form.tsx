"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useAct } from "#components/api/use-act.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, TextArea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { connectionKindNames, type NewConnection, newConnectionSchema } from "#server/connections/schema.ts";
import { GitHubAppFields } from "./github-app-form.tsx";
import { addConnection } from "./queries.ts";

/** Connects a system by address and credential; the credential is sealed and never shown again. */
export function AddConnectionSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
	const t = useTranslations("connections");
	const text = useProblemText();
	const form = useForm<NewConnection>({
		resolver: zodResolver(newConnectionSchema),
		defaultValues: { kind: "prometheus", name: "", url: "" },
	});
	const add = useAct({
		act: addConnection,
		done: t("added"),
		quiet: true,
		onDone: () => close(),
	});
	/** What was typed, a credential among it, does not wait for the next time. */
	const close = () => {
		form.reset();
		add.reset();
		onOpenChange(false);
	};
	const { errors } = form.formState;
	const kind = form.watch("kind");
	return (
		<Sheet
			open={open}
			onOpenChange={(opens) => (opens ? onOpenChange(true) : close())}
			title={t("add")}
			description={t("addDetail")}
			footer={
				<Button look="primary" busy={add.isPending} onClick={form.handleSubmit((values) => add.mutate(values))}>
					{t("addAction")}
				</Button>
			}
		>
			<form className="flex flex-col gap-4" onSubmit={form.handleSubmit((values) => add.mutate(values))}>
				{add.error && <ErrorState title={t("notAdded")} detail={text(add.error)} />}
				<Field label={t("kindLabel")}>
					{(wiring) => (
						<Select
							{...wiring}
							{...form.register("kind")}
							options={connectionKindNames.map((value) => ({ value, label: t(`kind.${value}`) }))}
						/>
					)}
				</Field>
				<Field
					label={t("name")}
					hint={t(kind === "github" ? "organisationHint" : "nameHint")}
					error={errors.name && t("nameWrong")}
				>
					{(wiring) => <Input {...wiring} {...form.register("name")} autoComplete="off" />}
				</Field>
				<Field label={t("url")} error={errors.url && t("urlWrong")}>
					{(wiring) => (
						<Input {...wiring} {...form.register("url")} type="url" placeholder="https://" autoComplete="off" />
					)}
				</Field>
				<Field label={t("credential")} hint={t(`credentialHint.${kind}`)}>
					{(wiring) => (
						<Input
							{...wiring}
							{...form.register("credential", { setValueAs: (value: string) => value || undefined })}
							type="password"
							autoComplete="new-password"
						/>
					)}
				</Field>
				{kind === "github" && <GitHubAppFields form={form} />}
				{kind === "kubernetes" && (
					<Field label={t("ca")} hint={t("caHint")} error={errors.ca && t("caWrong")}>
						{(wiring) => (
							<TextArea
								{...wiring}
								{...form.register("ca", { setValueAs: (value: string) => value || undefined })}
								className="font-mono text-xs"
							/>
						)}
					</Field>
				)}
			</form>
		</Sheet>
	);
}
