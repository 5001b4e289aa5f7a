"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { asProblem } from "#components/api/problem.ts";
import { useAct } from "#components/api/use-act.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/input.tsx";
import type { IncidentDetail } from "#server/incidents/schema.ts";
import { rollBack } from "./queries.ts";
import { useIncidentWords } from "./use-incident-words.ts";

type Props = { incident: IncidentDetail; open: boolean; onOpenChange: (open: boolean) => void };

/** Takes the suspected deployment back to the last version that worked; leads to the rollout of that. */
export function RollBackDialog({ incident, open, onOpenChange }: Props) {
	const t = useTranslations("incidents");
	const router = useRouter();
	const words = useIncidentWords();
	const text = useProblemText();
	const [reason, setReason] = useState(() =>
		t("rollBackReason", { number: incident.number, title: words.title(incident) }).slice(0, 500),
	);
	const [undoReason, setUndoReason] = useState("");
	const act = useAct({
		act: () =>
			rollBack({
				...{ id: incident.id, reason },
				overrides: undoReason.trim() ? [{ gate: "keeps-fixes", reason: undoReason.trim() }] : [],
			}),
		done: t("rollbackRequested"),
		onDone: ({ id }) => {
			onOpenChange(false);
			router.push(`/deployments/${id}`);
		},
		quiet: true,
	});
	const undoes = act.error !== null && asProblem(act.error).code === "undoes-fix";
	const version = incident.suspect?.version ?? incident.suspect?.digest?.slice(7, 19) ?? "?";
	return (
		<ConfirmDialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("rollBackTitle", { service: incident.service.name, environment: incident.environment.name })}
			description={t("rollBackDetail", { version })}
			action={t("rollBackAct", { version })}
			busy={act.isPending}
			danger
			onConfirm={() => act.mutate()}
		>
			<Field label={t("reasonLabel")} error={act.error && !undoes ? text(act.error) : undefined}>
				{(wiring) => (
					<TextArea {...wiring} value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
				)}
			</Field>
			{(undoes || undoReason !== "") && (
				<Field label={t("undoFixReason")} error={undoes ? text(act.error) : undefined}>
					{(wiring) => (
						<TextArea
							{...wiring}
							value={undoReason}
							maxLength={500}
							onChange={({ target }) => setUndoReason(target.value)}
						/>
					)}
				</Field>
			)}
		</ConfirmDialog>
	);
}
