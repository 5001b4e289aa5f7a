"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Autoscaler } from "#server/workloads/autoscaling/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { useOperate } from "./queries.ts";

const undoChoices = ["0", "15", "60", "240", "1440"] as const;

type Props = { service: string; workload: Workload; autoscaler: Autoscaler; onClose: () => void };

/** Between how many pods an autoscaler may choose, why, and when that takes itself back. */
export function BoundsDialog({ service, workload, autoscaler, onClose }: Props) {
	const t = useTranslations("workloads");
	const own = useTranslations("autoscaling");
	const text = useProblemText();
	const [min, setMin] = useState(String(autoscaler.minReplicas));
	const [max, setMax] = useState(String(autoscaler.maxReplicas));
	const [undo, setUndo] = useState("0");
	const [reason, setReason] = useState("");
	const operate = useOperate(service, { done: t("operateAsked"), onDone: onClose });
	const fits = /^\d{1,4}$/.test(min) && /^\d{1,4}$/.test(max) && Number(min) >= 1 && Number(min) <= Number(max);
	const act = () =>
		operate.mutate({
			...{ environment: workload.environment ?? "", action: "bounds", workloadId: workload.id, reason: reason.trim() },
			...{ minReplicas: Number(min), maxReplicas: Number(max) },
			...(undo !== "0" && { undoMinutes: Number(undo) }),
		});
	const number = (value: string, onChange: (value: string) => void) => ({
		...{ type: "number", min: 1, max: 1_000, value },
		onChange: (event: { target: { value: string } }) => onChange(event.target.value),
	});
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			width="sm"
			title={own("changeOf", { name: autoscaler.name })}
			description={own("changeDetail")}
			footer={
				<Button look="primary" disabled={!fits || reason.trim().length < 3} busy={operate.isPending} onClick={act}>
					{own("change")}
				</Button>
			}
		>
			<div className="space-y-3">
				<div className="grid grid-cols-2 gap-3">
					<Field label={own("least")} error={fits ? undefined : own("crossed")}>
						{(wiring) => <Input {...wiring} {...number(min, setMin)} />}
					</Field>
					<Field label={own("most")}>{(wiring) => <Input {...wiring} {...number(max, setMax)} />}</Field>
				</div>
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
