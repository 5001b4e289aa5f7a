"use client";

import { LogIn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { LanguageMenu } from "#components/frame/language-menu.tsx";
import { ThemeMenu } from "#components/frame/theme-menu.tsx";
import { Rail } from "#components/loop/rail.tsx";
import type { Station } from "#components/loop/stations.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type Props = {
	providers: { id: string; name: string }[];
	returnTo: string;
	error: string | undefined;
	signedOut: boolean;
};

const drawn: Station[] = Array.from({ length: 8 }, () => ({ state: "done", evidence: [] }));

/** The door: one button per identity provider. */
export function SignIn({ providers, returnTo, error, signedOut }: Props) {
	const t = useTranslations("access");
	const locale = useLocale();
	return (
		<main className="flex min-h-dvh flex-col">
			<div className="flex justify-end p-3">
				<LanguageMenu signedIn={false} />
				<ThemeMenu signedIn={false} />
			</div>
			<div className="mx-auto flex w-full max-w-3xl flex-1 flex-col items-center justify-center gap-8 px-5 pb-24">
				<div className="w-full max-md:hidden" inert>
					<Rail stations={drawn} />
				</div>
				<div className="flex w-full max-w-sm flex-col gap-4">
					<div>
						<h1 className="font-semibold text-xl tracking-tight">{t("signIn.title")}</h1>
						<p className="text-muted">{t("signIn.about")}</p>
					</div>
					{error && (
						<p role="alert" className="rounded-md border border-failing/40 bg-failing-soft px-3 py-2">
							{t.has(`problems.${error}`) ? t(`problems.${error}`) : t("problems.sign-in.refused")}
						</p>
					)}
					{signedOut && <p role="status">{t("signIn.signedOut")}</p>}
					{providers.map(({ id, name }) => (
						<form key={id} method="post" action="/api/auth/sign-in">
							<input type="hidden" name="provider" value={id} />
							<input type="hidden" name="returnTo" value={returnTo} />
							<input type="hidden" name="locale" value={locale} />
							<Button type="submit" look="primary" size="lg" className="w-full" icon={<LogIn aria-hidden size={15} />}>
								{t("signIn.with", { name })}
							</Button>
						</form>
					))}
					{providers.length === 0 && (
						<EmptyState title={t("signIn.noProvider")}>{t("signIn.noProviderDetail")}</EmptyState>
					)}
				</div>
			</div>
		</main>
	);
}
