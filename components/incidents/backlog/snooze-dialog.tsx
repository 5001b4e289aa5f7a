"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { DialogProps } from "./triage-act.ts";

const days = [1, 3, 7, 14, 30] as const;

/** Puts an arrival aside for some days; then it comes back by itself. */
export function SnoozeDialog(props: DialogProps) {
	const t = useTranslations("backlog");
	const [wanted, setWanted] = useState("7");
	const [now] = useState(() => Date.now());
	const until = new Date(now + Number(wanted) * 86_400_000).toISOString();
	return (
		<DecisionDialog {...props} act="snooze" decision={{ decision: "snooze", until }}>
			<Field label={t("snoozeFor")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={wanted}
						onChange={({ target }) => setWanted(target.value)}
						options={days.map((count) => ({ value: String(count), label: t("days", { count }) }))}
					/>
				)}
			</Field>
		</DecisionDialog>
	);
}
