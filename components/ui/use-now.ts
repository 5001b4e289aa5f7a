"use client";

import { useSyncExternalStore } from "react";

const tickMs = 10_000;
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	timer ??= setInterval(() => {
		now = Date.now();
		for (const each of listeners) each();
	}, tickMs);
	return () => {
		listeners.delete(listener);
		if (listeners.size > 0) return;
		clearInterval(timer);
		timer = undefined;
	};
}

function read(): number {
	if (now === 0 || !timer) now = Date.now();
	return now;
}

let nowDate = new Date(0);
function readDate(): Date {
	const value = read();
	if (nowDate.getTime() !== value) nowDate = new Date(value);
	return nowDate;
}

/** The time, renewed every ten seconds for all who show one; null until the page has come alive. */
export function useNow(): Date | null {
	return useSyncExternalStore<Date | null>(subscribe, readDate, () => null);
}
