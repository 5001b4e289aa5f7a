"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Operate } from "#server/workloads/operate/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { useOperate } from "./queries.ts";

const undoChoices = ["0", "15", "60", "240", "1440"] as const;

type Props = {
	service: string;
	workload: Workload;
	title: string;
	description: string;
	/** The button's word. */
	act: string;
	/** What is asked for; null while it makes no sense. */
	change: Pick<Operate, "action" | "replicas" | "minReplicas" | "maxReplicas"> | null;
	/** Whether it can take itself back. */
	undoable: boolean;
	onClose: () => void;
	children?: ReactNode;
};

/** A change of how a workload runs: what it is, when it takes itself back, and why. */
export function ChangeDialog({ service, workload, change, undoable, onClose, children, ...words }: Props) {
	const t = useTranslations("workloads");
	const text = useProblemText();
	const [undo, setUndo] = useState("0");
	const [reason, setReason] = useState("");
	const operate = useOperate(service, { done: t("operateAsked"), onDone: onClose });
	const act = () => {
		if (!change) return;
		operate.mutate({
			...{ ...change, environment: workload.environment ?? "", workloadId: workload.id, reason: reason.trim() },
			...(undo !== "0" && { undoMinutes: Number(undo) }),
		});
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			width="sm"
			title={words.title}
			description={words.description}
			footer={
				<Button look="primary" disabled={!change || reason.trim().length < 3} busy={operate.isPending} onClick={act}>
					{words.act}
				</Button>
			}
		>
			<div className="space-y-3">
				{children}
				{undoable && (
					<Field label={t("undoAfter")}>
						{(wiring) => (
							<Select
								{...wiring}
								value={undo}
								onChange={(event) => setUndo(event.target.value)}
								options={undoChoices.map((value) => ({ value, label: t(`undo.${value}`) }))}
							/>
						)}
					</Field>
				)}
				<Field
					label={t("operateReason")}
					hint={t("operateReasonHint")}
					error={operate.error ? text(operate.error) : undefined}
				>
					{(wiring) => (
						<Input {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
					)}
				</Field>
			</div>
		</Dialog>
	);
}
