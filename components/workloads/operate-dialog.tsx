"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { OperateAction } from "#server/workloads/operate/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { ChangeDialog } from "./change-dialog.tsx";

type Props = { service: string; workload: Workload; action: OperateAction; onClose: () => void };

/** What will happen, why, and when it takes itself back. */
export function OperateDialog({ service, workload, action, onClose }: Props) {
	const t = useTranslations("workloads");
	const [replicas, setReplicas] = useState(String(workload.desired));
	const fits = action !== "scale" || /^\d{1,4}$/.test(replicas);
	return (
		<ChangeDialog
			{...{ service, workload, onClose }}
			title={`${t(`operateAction.${action}`)}: ${workload.name}`}
			description={t(`operateDetail.${action}`)}
			act={t(`operateAction.${action}`)}
			change={fits ? { action, ...(action === "scale" && { replicas: Number(replicas) }) } : null}
			undoable={action !== "restart"}
		>
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
		</ChangeDialog>
	);
}
