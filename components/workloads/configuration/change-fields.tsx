"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input, TextArea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";

const undoChoices = ["0", "15", "60", "240", "1440"] as const;

/** What is typed about a change of a key. */
export type Draft = { value: string; reason: string; undo: string };

type Props = {
	draft: Draft;
	onChange: (draft: Draft) => void;
	/** A secret: its value is typed anew and cannot be put back. */
	hidden: boolean;
	label: string;
	hint?: string | undefined;
};

/** The new value, why, and when it takes itself back. */
export function ChangeFields({ draft, onChange, hidden, label, hint }: Props) {
	const t = useTranslations("configuration");
	const shared = useTranslations("workloads");
	return (
		<>
			<Field label={label} hint={hint ?? (hidden ? t("secretHint") : undefined)}>
				{(wiring) => (
					<TextArea
						{...wiring}
						className="font-mono"
						rows={draft.value.includes("\n") ? 10 : 3}
						value={draft.value}
						maxLength={100_000}
						spellCheck={false}
						autoComplete="off"
						onChange={(event) => onChange({ ...draft, value: event.target.value })}
					/>
				)}
			</Field>
			<Field label={shared("operateReason")} hint={shared("operateReasonHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, minLength: 3, maxLength: 500, value: draft.reason }}
						onChange={(event) => onChange({ ...draft, reason: event.target.value })}
					/>
				)}
			</Field>
			{hidden ? (
				<p className="text-muted text-xs">{t("noUndo")}</p>
			) : (
				<Field label={shared("undoAfter")} hint={t("undoHint")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={draft.undo}
							onChange={(event) => onChange({ ...draft, undo: event.target.value })}
							options={undoChoices.map((value) => ({ value, label: shared(`undo.${value}`) }))}
						/>
					)}
				</Field>
			)}
		</>
	);
}
