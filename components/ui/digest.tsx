"use client";

import { useTranslations } from "next-intl";
import { useCopy } from "./use-copy.ts";

/** A digest or commit: twelve characters shown, copied whole by a click. */
export function Digest({ value, length = 12 }: { value: string; length?: number }) {
	const t = useTranslations("ui");
	const { copied, copy } = useCopy(value);
	const short = value.replace(/^sha256:/, "").slice(0, length);
	return (
		<button
			type="button"
			onClick={(event) => {
				event.preventDefault();
				event.stopPropagation();
				copy();
			}}
			title={`${value}\n${t("copyWhole")}`}
			className="min-h-6 rounded-sm px-0.5 font-mono text-xs hover:bg-hover"
		>
			{short}
			<span role="status" className={copied ? "ml-1 font-sans text-healthy" : "sr-only"}>
				{copied && t("copied")}
			</span>
		</button>
	);
}
