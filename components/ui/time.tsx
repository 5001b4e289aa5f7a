"use client";

import { useFormatter, useLocale } from "next-intl";
import { useNow } from "./use-now.ts";

type Props = {
	value: string | Date | null | undefined /** Shows the absolute time in the text. */;
	absolute?: boolean;
	className?: string;
};

/** A moment: relative in the text, absolute with its zone on hover. Nothing is shown as an em dash. */
export function Time({ value, absolute = false, className }: Props) {
	const format = useFormatter();
	const locale = useLocale();
	const now = useNow();
	if (!value) return <span className="text-faint">—</span>;
	const date = new Date(value);
	if (Number.isNaN(date.getTime())) return <span className="text-faint">—</span>;
	// The server does not know the reader's zone; it is filled in when the page has come alive.
	const exact = now ? absoluteTime(date, locale) : date.toISOString();
	return (
		<time
			// React keeps what the server wrote, of some seconds ago; a new element says what is so now.
			key={now ? "alive" : "still"}
			dateTime={date.toISOString()}
			title={exact}
			suppressHydrationWarning
			className={className ?? "whitespace-nowrap"}
		>
			{absolute ? exact : format.relativeTime(date, { now: momentOf(now ?? new Date(), date), style: "narrow" })}
		</time>
	);
}

/** The clock of the page ticks every ten seconds: what happened since is now, not in the future. */
const momentOf = (now: Date, date: Date): Date => (date > now && date.getTime() - now.getTime() < 15_000 ? date : now);

/** One per language: making one takes longer than drawing a row. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment in the reader's zone, with the zone's name. */
export function absoluteTime(date: Date, locale: string): string {
	const known = formats.get(locale);
	const format = known ?? new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long" });
	if (!known) formats.set(locale, format);
	return format.format(date);
}
