"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "#components/ui/duration.tsx";

type Props = { from: string | null; to: string | null };

/** How long something took, or has been taking: counts on every second while it lasts. */
export function Elapsed({ from, to }: Props) {
	const [now, setNow] = useState<number | null>(null);
	const runs = from !== null && to === null;
	useEffect(() => {
		if (!runs) return;
		setNow(Date.now());
		const timer = setInterval(() => setNow(Date.now()), 1_000);
		return () => clearInterval(timer);
	}, [runs]);
	if (!from) return <span className="text-faint">—</span>;
	const end = to ? Date.parse(to) : now;
	if (end === null) return null;
	return <span className="whitespace-nowrap tabular-nums">{formatDuration(end - Date.parse(from))}</span>;
}
