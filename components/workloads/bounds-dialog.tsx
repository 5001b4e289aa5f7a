"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Autoscaler } from "#server/workloads/autoscaling/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { ChangeDialog } from "./change-dialog.tsx";

type Props = { service: string; workload: Workload; autoscaler: Autoscaler; onClose: () => void };

/** Between how many pods an autoscaler may choose, why, and when that takes itself back. */
export function BoundsDialog({ service, workload, autoscaler, onClose }: Props) {
	const t = useTranslations("autoscaling");
	const [min, setMin] = useState(String(autoscaler.minReplicas));
	const [max, setMax] = useState(String(autoscaler.maxReplicas));
	const fits = /^\d{1,4}$/.test(min) && /^\d{1,4}$/.test(max) && Number(min) >= 1 && Number(min) <= Number(max);
	const number = (value: string, onChange: (value: string) => void) => ({
		...{ type: "number", min: 1, max: 1_000, value },
		onChange: (event: { target: { value: string } }) => onChange(event.target.value),
	});
	return (
		<ChangeDialog
			{...{ service, workload, onClose }}
			title={t("changeOf", { name: autoscaler.name })}
			description={t("changeDetail")}
			act={t("change")}
			change={fits ? { action: "bounds", minReplicas: Number(min), maxReplicas: Number(max) } : null}
			undoable
		>
			<div className="grid grid-cols-2 gap-3">
				<Field label={t("least")} error={fits ? undefined : t("crossed")}>
					{(wiring) => <Input {...wiring} {...number(min, setMin)} />}
				</Field>
				<Field label={t("most")}>{(wiring) => <Input {...wiring} {...number(max, setMax)} />}</Field>
			</div>
		</ChangeDialog>
	);
}
