"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { useProblemText } from "./use-problem-text.ts";

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

/** A form at the side that changes one rule, and shows why it could not. */
export function RuleSheet({ namespace, environment, saving, onSave, onClose, children }: Props) {
	const id = useId();
	const t = useTranslations(namespace);
	const shared = useTranslations("rules");
	const text = useProblemText();
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("sheetTitle", { environment })}
			description={t("about")}
			footer={
				<>
					<Button onClick={onClose}>{shared("cancel")}</Button>
					<Button look="primary" type="submit" form={id} busy={saving.isPending}>
						{shared("save", { environment })}
					</Button>
				</>
			}
		>
			<form
				id={id}
				className="space-y-4"
				onSubmit={(event) => {
					event.preventDefault();
					onSave();
				}}
			>
				{children}
				{saving.error && (
					<p role="alert" className="text-failing">
						{text(saving.error)}
					</p>
				)}
			</form>
		</Sheet>
	);
}
