"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

const soonSeconds = 60;

/** How long a terminal lasts, second by second; when it would end sooner because nobody types, that. */
export function TimeLeft({ endsAt, idleEndsAt }: { endsAt: number; idleEndsAt: number }) {
	const t = useTranslations("terminal");
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), 500);
		return () => clearInterval(timer);
	}, []);
	const left = secondsUntil(endsAt, now);
	const idle = secondsUntil(idleEndsAt, now);
	const idles = idle <= soonSeconds && idle < left;
	const time = clockOf(idles ? idle : left);
	return (
		<span
			role="timer"
			className={clsx("text-sm tabular-nums", (idles || left <= soonSeconds) && "font-medium text-degraded")}
		>
			{t(idles ? "idleLeft" : "left", { time })}
		</span>
	);
}

const secondsUntil = (time: number, now: number) => Math.max(0, Math.round((time - now) / 1_000));
const clockOf = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
