"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { useProblemText } from "./use-problem-text.ts";

type Props = {
	title: string;
	description: string;
	/** What the button that sends the form says. */
	save: string;
	/** The write that the form makes: whether it runs, and why it failed. */
	saving: { isPending: boolean; error: Error | null };
	onSave: () => void;
	onClose: () => void;
	/** Whether something without which it cannot be sent is missing. */
	incomplete?: boolean;
	/** Another act, far from the one that saves. */
	otherAct?: ReactNode;
	children: ReactNode;
};

/** A form at the side that changes one thing, and shows why it could not. */
export function FormSheet({
	title,
	description,
	save,
	saving,
	onSave,
	onClose,
	incomplete,
	otherAct,
	children,
}: Props) {
	const id = useId();
	const t = useTranslations("rules");
	const text = useProblemText();
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			description={description}
			footer={
				<>
					{otherAct && <span className="mr-auto">{otherAct}</span>}
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button look="primary" type="submit" form={id} busy={saving.isPending} disabled={incomplete}>
						{save}
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
