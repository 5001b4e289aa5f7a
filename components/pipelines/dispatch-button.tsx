"use client";

import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { DispatchSheet } from "./dispatch-sheet.tsx";
import { workflowsQuery } from "./queries.ts";

/** Opens the form that starts a workflow of a service; absent while there is none that can be started by hand. `gitRef` is proposed. */
export function DispatchButton({ service, gitRef }: { service: string; gitRef?: string }) {
	const t = useTranslations("pipelines");
	const [open, setOpen] = useState(false);
	const query = useQuery(workflowsQuery(service));
	const workflows = (query.data?.items ?? []).filter(({ inputs }) => inputs !== null);
	if (workflows.length === 0) return null;
	return (
		<>
			<Button icon={<Play aria-hidden size={14} />} onClick={() => setOpen(true)}>
				{t("runWorkflow")}
			</Button>
			{open && <DispatchSheet workflows={workflows} gitRef={gitRef} onClose={() => setOpen(false)} />}
		</>
	);
}
