"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { inputClass } from "#components/ui/input.tsx";

type Props = { title: string; mayEdit: boolean; onSave: (title: string) => Promise<boolean> };

/** The title, changed where it stands. Escape leaves it as it was. */
export function ItemTitle({ title, mayEdit, onSave }: Props) {
	const t = useTranslations("planning.item");
	const [draft, setDraft] = useState<string | null>(null);
	if (draft === null)
		return (
			<div className="flex items-start gap-1">
				<h1 className="max-w-[72ch] font-semibold text-xl tracking-tight">{title}</h1>
				{mayEdit && (
					<IconButton label={t("editTitle")} icon={<Pencil aria-hidden size={14} />} onClick={() => setDraft(title)} />
				)}
			</div>
		);
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		const wanted = draft.trim();
		if (wanted && wanted !== title) await onSave(wanted);
		setDraft(null);
	};
	return (
		<form onSubmit={(event) => void submit(event)} className="flex flex-wrap gap-2 pt-1">
			<h1 className="sr-only">{title}</h1>
			<input
				// biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was just pressed.
				autoFocus
				value={draft}
				maxLength={200}
				aria-label={t("editTitle")}
				onChange={(event) => setDraft(event.target.value)}
				onKeyDown={(event) => event.key === "Escape" && setDraft(null)}
				className={`${inputClass} h-8 max-w-[72ch] flex-1 font-semibold text-lg`}
			/>
			<Button look="primary" type="submit">
				{t("save")}
			</Button>
			<Button look="quiet" onClick={() => setDraft(null)}>
				{t("cancel")}
			</Button>
		</form>
	);
}
