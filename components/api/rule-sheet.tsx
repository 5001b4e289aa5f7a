"use client";

import { type ReactNode, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { useProblemText } from "./use-problem-text.ts";

type Props = {
	words: { title: string; about: string; cancel: string; save: string };
	/** The write that the form makes: whether it runs, and why it failed. */
	saving: { isPending: boolean; error: Error | null };
	onSave: () => void;
	onClose: () => void;
	children: ReactNode;
};

/** A form at the side that changes one rule, and shows why it could not. */
export function RuleSheet({ words, saving, onSave, onClose, children }: Props) {
	const id = useId();
	const text = useProblemText();
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={words.title}
			description={words.about}
			footer={
				<>
					<Button onClick={onClose}>{words.cancel}</Button>
					<Button look="primary" type="submit" form={id} busy={saving.isPending}>
						{words.save}
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
