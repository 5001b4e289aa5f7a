"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { RollBackSheet } from "./roll-back-sheet.tsx";

type Props = {
	service: string;
	environment: { name: string; title: string };
	/** The deployment to take back; without it the newest. */
	deploymentId?: string;
	/** The incident that asks for it. */
	incidentId?: string;
	label?: string;
	look?: ButtonLook;
};

/** Opens the sheet of a rollback. */
export function RollBackButton({ label, look = "secondary", ...about }: Props) {
	const t = useTranslations("deployments");
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button look={look} icon={<Undo2 aria-hidden size={14} />} onClick={() => setOpen(true)}>
				{label ?? t("rollBack")}
			</Button>
			{open && <RollBackSheet {...about} onClose={() => setOpen(false)} />}
		</>
	);
}
