"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type RangeName, rangeNames } from "./queries.ts";

/** The range of time that every chart of the page shows; it stands in the URL. */
export const useRange = () => useQueryState("range", parseAsStringLiteral(rangeNames).withDefault("1h"));

/** Chooses the shared range of time. */
export function RangePicker() {
	const t = useTranslations("metrics");
	const [range, setRange] = useRange();
	return (
		<fieldset className="inline-flex overflow-hidden rounded-md border border-line-strong">
			<legend className="sr-only">{t("range")}</legend>
			{rangeNames.map((name: RangeName) => (
				<button
					key={name}
					type="button"
					aria-pressed={name === range}
					onClick={() => void setRange(name)}
					className={clsx(
						"h-7 border-l px-2.5 text-xs first:border-l-0 max-md:h-9",
						name === range ? "bg-accent-soft font-medium text-text" : "bg-surface text-muted hover:bg-hover",
					)}
				>
					{name}
				</button>
			))}
		</fieldset>
	);
}
