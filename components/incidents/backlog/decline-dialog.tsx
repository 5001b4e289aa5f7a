"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/input.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { DialogProps } from "./triage-act.ts";

/** Declines an arrival; the reason stays with it. */
export function DeclineDialog(props: DialogProps) {
	const t = useTranslations("backlog");
	const [reason, setReason] = useState("");
	const decision = { decision: "decline", reason: reason.trim() } as const;
	return (
		<DecisionDialog {...props} act="decline" ready={reason.trim().length >= 3} danger decision={decision}>
			<Field label={t("reason")} hint={t("reasonHint")}>
				{(wiring) => (
					<TextArea
						{...wiring}
						autoFocus
						maxLength={500}
						value={reason}
						onChange={({ target }) => setReason(target.value)}
					/>
				)}
			</Field>
		</DecisionDialog>
	);
}
