"use client";

import { useEffect, useState } from "react";

/** The time, renewed every second; null until the page has come alive. */
export function useClock(): Date | null {
	const [now, setNow] = useState<Date | null>(null);
	useEffect(() => {
		setNow(new Date());
		const timer = setInterval(() => setNow(new Date()), 1_000);
		return () => clearInterval(timer);
	}, []);
	return now;
}
