"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { absoluteTime } from "#components/ui/time.tsx";
import { useLiveState } from "./live-state.ts";

/** Whether what is shown follows what happens: connected, or since when not. */
export function LiveIndicator() {
	const t = useTranslations("frame.live");
	const locale = useLocale();
	const { connected, since } = useLiveState();
	const word = connected === false ? t("reconnecting") : connected ? t("connected") : t("connecting");
	const title = connected === false ? t("dataAsOf", { time: absoluteTime(new Date(since), locale) }) : word;
	return (
		<span role="status" title={title} className="inline-flex items-center gap-1.5 px-1.5 text-muted text-xs">
			<span
				aria-hidden
				className={clsx(
					"size-2",
					connected ? "rounded-full bg-healthy" : "rounded-full border border-degraded border-dashed",
				)}
			/>
			<span className={connected ? "max-lg:sr-only" : ""}>
				{connected === false ? t("dataAsOf", { time: new Date(since).toLocaleTimeString(locale) }) : word}
			</span>
		</span>
	);
}
