import { useTranslations } from "next-intl";
import type { UseFormReturn } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { Input, TextArea } from "#components/ui/input.tsx";
import type { NewConnection } from "#server/connections/schema.ts";

const orNothing = { setValueAs: (value: string) => value?.trim() || undefined };

/** A GitHub App in the place of a token: three fields that belong together. */
export function GitHubAppFields({ form }: { form: UseFormReturn<NewConnection> }) {
	const t = useTranslations("connections");
	const { errors } = form.formState;
	return (
		<fieldset className="flex flex-col gap-4">
			<legend className="mb-2 text-sm text-muted">{t("app.about")}</legend>
			<Field label={t("app.id")} error={errors.appId && t("app.wrong")}>
				{(wiring) => <Input {...wiring} {...form.register("appId", orNothing)} autoComplete="off" />}
			</Field>
			<Field label={t("app.installation")} error={errors.installationId && t("app.wrong")}>
				{(wiring) => (
					<Input {...wiring} {...form.register("installationId", orNothing)} inputMode="numeric" autoComplete="off" />
				)}
			</Field>
			<Field label={t("app.key")} error={errors.privateKey && t("app.wrong")}>
				{(wiring) => (
					<TextArea
						{...wiring}
						{...form.register("privateKey", orNothing)}
						className="font-mono text-xs"
						autoComplete="off"
					/>
				)}
			</Field>
		</fieldset>
	);
}
