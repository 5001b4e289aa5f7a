"use client";

import { Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import type { OperateAction } from "#server/workloads/operate/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { OperateDialog } from "./operate-dialog.tsx";

/** What may be done to a workload as it runs. */
export function OperateMenu({ service, workload }: { service: string; workload: Workload }) {
	const t = useTranslations("workloads");
	const [action, setAction] = useState<OperateAction | null>(null);
	return (
		<>
			<Menu
				align="end"
				trigger={
					<Button size="sm">
						<Settings2 aria-hidden size={13} />
						{t("operate")}
					</Button>
				}
			>
				{actionsOf(workload).map((one) => (
					<MenuItem key={one} onSelect={() => setAction(one)}>
						{t(`operateAction.${one}`)}
					</MenuItem>
				))}
			</Menu>
			{action && (
				<OperateDialog service={service} workload={workload} action={action} onClose={() => setAction(null)} />
			)}
		</>
	);
}

function actionsOf({ kind, paused }: Workload): OperateAction[] {
	if (kind === "DaemonSet") return ["restart"];
	if (kind === "StatefulSet") return ["restart", "scale"];
	return ["restart", "scale", paused ? "resume" : "pause"];
}
