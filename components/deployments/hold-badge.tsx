"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/input.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Hold } from "#server/deployments/schema.ts";
import { useLiftHold } from "./queries.ts";
import { useSentence } from "./use-sentence.ts";

/** Says that a version is held; opens why, and how it is lifted. */
export function HoldBadge({ hold }: { hold: Pick<Hold, "id" | "reason" | "digest"> }) {
	const t = useTranslations("deployments");
	const [open, setOpen] = useState(false);
	return (
		<>
			<button type="button" onClick={() => setOpen(true)} className="rounded-sm hover:bg-hover">
				<Status value="held" />
			</button>
			<LiftHoldDialog hold={hold} open={open} onOpenChange={setOpen} title={t("heldTitle")} />
		</>
	);
}

type DialogProps = {
	hold: Pick<Hold, "id" | "reason" | "digest">;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: string;
};

function LiftHoldDialog({ hold, open, onOpenChange, title }: DialogProps) {
	const t = useTranslations("deployments");
	const [reason, setReason] = useState("");
	const sentence = useSentence();
	const text = useProblemText();
	const lift = useLiftHold(t("lifted"), () => onOpenChange(false));
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={title}
			description={sentence("hold", hold.reason)}
			footer={
				<Button
					look="primary"
					disabled={reason.trim().length < 3}
					busy={lift.isPending}
					onClick={() => lift.mutate({ id: hold.id, reason: reason.trim() })}
				>
					{t("liftHold")}
				</Button>
			}
		>
			<Field label={t("liftReason")} hint={t("liftHint")} error={lift.error ? text(lift.error) : undefined}>
				{(wiring) => <TextArea {...wiring} value={reason} onChange={(event) => setReason(event.target.value)} />}
			</Field>
		</Dialog>
	);
}
