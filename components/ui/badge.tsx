import { clsx } from "clsx";
import type { ReactNode } from "react";

const tones = {
	plain: "border-line-strong text-muted",
	accent: "border-accent/50 text-accent",
	good: "border-healthy/50 text-healthy",
	warning: "border-degraded/50 text-degraded",
	bad: "border-failing/50 text-failing",
};

/** A short fact about something: its tier, its type, its severity. */
export function Badge({
	tone = "plain",
	children,
	title,
}: {
	tone?: keyof typeof tones;
	children: ReactNode;
	title?: string;
}) {
	return (
		<span
			title={title}
			className={clsx("inline-flex h-5 items-center whitespace-nowrap rounded-sm border px-1.5 text-xs", tones[tone])}
		>
			{children}
		</span>
	);
}
