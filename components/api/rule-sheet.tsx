"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FormSheet } from "./form-sheet.tsx";

/** Rules that are chosen for a service, environment by environment, by the name of their texts. */
export type RuleNamespace = "ways" | "smoke" | "gates" | "scaling";

type Props = {
	namespace: RuleNamespace;
	/** The environment's title. */
	environment: string;
	/** The write that the form makes: whether it runs, and why it failed. */
	saving: { isPending: boolean; error: Error | null };
	onSave: () => void;
	onClose: () => void;
	children: ReactNode;
};

/** A form at the side that changes one rule of a service in an environment. */
export function RuleSheet({ namespace, environment, ...form }: Props) {
	const t = useTranslations(namespace);
	const shared = useTranslations("rules");
	return (
		<FormSheet
			title={t("sheetTitle", { environment })}
			description={t("about")}
			save={shared("save", { environment })}
			{...form}
		/>
	);
}
