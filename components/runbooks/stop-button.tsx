"use client";

import { Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useStopRunbook } from "./queries.ts";

/** Ends a run that is under way, after asking. */
export function StopButton({ run: { id, title } }: { run: { id: string; title: string } }) {
	const t = useTranslations("runbooks");
	const [asking, setAsking] = useState(false);
	const stop = useStopRunbook(id, t("stopAsked"), () => setAsking(false));
	return (
		<>
			<Button look="danger" icon={<Square aria-hidden size={12} />} onClick={() => setAsking(true)}>
				{t("stop")}
			</Button>
			<ConfirmDialog
				open={asking}
				onOpenChange={setAsking}
				title={t("stopTitle", { title })}
				description={t("stopAbout")}
				action={t("stopNamed", { title })}
				busy={stop.isPending}
				danger
				onConfirm={() => stop.mutate()}
			/>
		</>
	);
}
