"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

type Props = {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: ReactNode;
	description?: ReactNode;
	/** What follows from it. */
	children?: ReactNode;
	/** The act, as a verb with its object. */
	action: string;
	onConfirm: () => void;
	busy?: boolean;
	/** While something that the act needs is not there yet. */
	disabled?: boolean;
	danger?: boolean;
};

/** Asks before something that is hard to take back. */
export function ConfirmDialog({
	open,
	onOpenChange,
	title,
	description,
	children,
	action,
	onConfirm,
	busy = false,
	disabled = false,
	danger = false,
}: Props) {
	const t = useTranslations("ui");
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={title}
			description={description}
			width="sm"
			footer={
				<>
					<Button look="quiet" onClick={() => onOpenChange(false)}>
						{t("cancel")}
					</Button>
					<Button look={danger ? "danger" : "primary"} busy={busy} disabled={disabled} onClick={onConfirm}>
						{action}
					</Button>
				</>
			}
		>
			{children}
		</Dialog>
	);
}
