"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { usePutBack } from "./queries.ts";

type Props = { changeId: string; object: string; name: string; environment: string };

/** Asks for the value that a key had before a change. */
export function PutBackButton({ changeId, object, name, environment }: Props) {
	const t = useTranslations("configuration");
	const shared = useTranslations("workloads");
	const text = useProblemText();
	const [open, setOpen] = useState(false);
	const [reason, setReason] = useState("");
	const putBack = usePutBack(t("putBackAsked"), () => setOpen(false));
	return (
		<>
			<Button size="sm" icon={<Undo2 aria-hidden size={13} />} onClick={() => setOpen(true)}>
				{t("putBack")}
			</Button>
			<ConfirmDialog
				{...{ open, onOpenChange: setOpen }}
				title={t("putBackTitle", { name, object })}
				description={t("putBackDetail", { environment })}
				action={t("putBack")}
				busy={putBack.isPending}
				disabled={reason.trim().length < 3}
				onConfirm={() => putBack.mutate({ changeId, reason: reason.trim() })}
			>
				<Field
					label={shared("operateReason")}
					hint={shared("operateReasonHint")}
					error={putBack.error ? text(putBack.error) : undefined}
				>
					{(wiring) => (
						<Input {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
					)}
				</Field>
			</ConfirmDialog>
		</>
	);
}
