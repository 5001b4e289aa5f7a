"use client";

import { CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";

type Props = {
	/** What happened. */ title?: string /** What it means and what to do. */;
	detail: string;
	requestId?: string | undefined;
	onRetry?: (() => void) | undefined;
	busy?: boolean;
};

/** Something could not be done or read: what happened, what to do, the id to quote, and a way to try again. */
export function ErrorState({ title, detail, requestId, onRetry, busy = false }: Props) {
	const t = useTranslations("ui");
	return (
		<div
			role="alert"
			className="flex items-start gap-2.5 rounded-lg border border-failing/40 bg-failing-soft px-3.5 py-3"
		>
			<CircleX aria-hidden size={16} className="mt-0.5 shrink-0 text-failing" />
			<div className="min-w-0 flex-1">
				<p className="font-medium">{title ?? t("couldNotRead")}</p>
				<p className="max-w-[72ch]">{detail}</p>
				{requestId && (
					<p className="mt-1 flex items-center gap-1 text-muted text-xs">
						{t("requestId")} <code className="font-mono">{requestId}</code> <CopyButton text={requestId} />
					</p>
				)}
			</div>
			{onRetry && (
				<Button onClick={onRetry} busy={busy}>
					{t("tryAgain")}
				</Button>
			)}
		</div>
	);
}
