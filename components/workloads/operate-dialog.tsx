"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { OperateAction } from "#server/workloads/operate/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { useOperate } from "./queries.ts";

const undoChoices = ["0", "15", "60", "240", "1440"] as const;

type Props = { service: string; workload: Workload; action: OperateAction; onClose: () => void };

/** What will happen, why, and when it takes itself back. */
export function OperateDialog({ service, workload, action, onClose }: Props) {
	const t = useTranslations("workloads");
	const text = useProblemText();
	const [replicas, setReplicas] = useState(String(workload.desired));
	const [undo, setUndo] = useState("0");
	const [reason, setReason] = useState("");
	const operate = useOperate(service, { done: t("operateAsked"), onDone: onClose });
	const act = () =>
		operate.mutate({
			...{ environment: workload.environment ?? "", action, workloadId: workload.id, reason: reason.trim() },
			...(action === "scale" && { replicas: Number(replicas) }),
			...(undo !== "0" && { undoMinutes: Number(undo) }),
		});
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			width="sm"
			title={`${t(`operateAction.${action}`)}: ${workload.name}`}
			description={t(`operateDetail.${action}`)}
			footer={
				<Button
					look="primary"
					disabled={reason.trim().length < 3 || (action === "scale" && !/^\d{1,4}$/.test(replicas))}
					busy={operate.isPending}
					onClick={act}
				>
					{t(`operateAction.${action}`)}
				</Button>
			}
		>
			<div className="space-y-3">
				{action === "scale" && (
					<Field label={t("replicas")} hint={t("replicasHint", { desired: workload.desired })}>
						{(wiring) => (
							<Input
								{...wiring}
								{...{ type: "number", min: 0, max: 1_000, value: replicas }}
								onChange={(event) => setReplicas(event.target.value)}
							/>
						)}
					</Field>
				)}
				{action !== "restart" && (
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
