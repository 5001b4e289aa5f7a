"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCopy } from "./use-copy.ts";

/** Copies a text with one click and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
	const t = useTranslations("ui");
	const { copied, copy } = useCopy(text);
	return (
		<button
			type="button"
			onClick={copy}
			aria-label={label ?? t("copy")}
			title={label ?? t("copy")}
			className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text"
		>
			{copied ? <Check aria-hidden size={13} className="text-healthy" /> : <Copy aria-hidden size={13} />}
			<span role="status" className="sr-only">
				{copied && t("copied")}
			</span>
		</button>
	);
}
