"use client";

import { FastForward, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useOperate } from "#components/workloads/queries.ts";

type Props = { service: string; environment: string; action: "promote" | "promote-full" };

/** Lets a paused rollout go on, or past all its steps, with a reason. */
export function PromoteButton({ service, environment, action }: Props) {
	const t = useTranslations("stages");
	const text = useProblemText();
	const [open, setOpen] = useState(false);
	const [reason, setReason] = useState("");
	const operate = useOperate(service, { done: t("asked"), onDone: () => setOpen(false) });
	const look = action === "promote" ? "primary" : "secondary";
	const Icon = action === "promote" ? Play : FastForward;
	return (
		<>
			<Button look={look} icon={<Icon aria-hidden size={14} />} onClick={() => setOpen(true)}>
				{t(`action.${action}`)}
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				width="sm"
				title={t(`action.${action}`)}
				description={t(`detail.${action}`)}
				footer={
					<Button
						look="primary"
						disabled={reason.trim().length < 3}
						busy={operate.isPending}
						onClick={() => operate.mutate({ environment, action, reason: reason.trim() })}
					>
						{t(`action.${action}`)}
					</Button>
				}
			>
				<Field label={t("reason")} hint={t("reasonHint")} error={operate.error ? text(operate.error) : undefined}>
					{(wiring) => (
						<Input {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
					)}
				</Field>
			</Dialog>
		</>
	);
}
