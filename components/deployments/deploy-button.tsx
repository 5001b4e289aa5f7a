"use client";

import { Rocket } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { DeploySheet } from "./deploy-sheet.tsx";

type Props = {
	service: string;
	environment: { name: string; title: string };
	/** The version to deploy; without it the sheet lets one choose. */
	digest?: string;
	look?: ButtonLook;
};

/** Opens the confirm sheet of a deployment. */
export function DeployButton({ service, environment, digest, look = "secondary" }: Props) {
	const t = useTranslations("deployments");
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button look={look} icon={<Rocket aria-hidden size={14} />} onClick={() => setOpen(true)}>
				{t("deployTo", { environment: environment.title })}
			</Button>
			{open && (
				<DeploySheet service={service} environment={environment} digest={digest} onClose={() => setOpen(false)} />
			)}
		</>
	);
}
