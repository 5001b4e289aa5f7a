"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { Decision } from "../queries.ts";
import type { Act, DialogProps } from "./triage-act.ts";

type Props = DialogProps & {
	act: Act;
	decision: Decision;
	children: ReactNode;
	/** Whether all that the decision needs is there. */
	ready?: boolean;
	danger?: boolean;
};

/** The frame of the four decisions: Enter in a field does not decide, Ctrl/Cmd+Enter does. */
export function DecisionDialog({ arrival, act, decision, children, ready = true, danger = false, ...rest }: Props) {
	const t = useTranslations("backlog");
	const text = useProblemText();
	const { onClose, decide, busy, error } = rest;
	const confirm = () => {
		if (ready && !busy) decide(decision);
	};
	return (
		<ConfirmDialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(`title_${act}`, { key: arrival.item.key })}
			description={arrival.item.title}
			action={t(`do.${act}`)}
			busy={busy}
			disabled={!ready}
			danger={danger}
			onConfirm={confirm}
		>
			{/** biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button below, not a control. */}
			<div
				className="space-y-3"
				onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && confirm()}
			>
				{children}
				<p className="text-muted text-xs">{t(`follows.${act}`)}</p>
				{error !== null && error !== undefined && (
					<p role="alert" className="text-failing text-xs">
						{text(error)}
					</p>
				)}
			</div>
		</ConfirmDialog>
	);
}
