"use client";

import { useSyncExternalStore } from "react";

const tickMs = 10_000;
let now: Date | undefined;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
	now = new Date();
	for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	if (!timer) {
		now = new Date();
		timer = setInterval(tick, tickMs);
	}
	return () => {
		listeners.delete(listener);
		if (listeners.size > 0) return;
		clearInterval(timer);
		timer = undefined;
		now = undefined;
	};
}

/** The same object until the next tick: React compares snapshots by identity. */
function read(): Date {
	now ??= new Date();
	return now;
}

/** The time, renewed every ten seconds for all who show one; null until the page has come alive. */
export function useNow(): Date | null {
	return useSyncExternalStore<Date | null>(subscribe, read, () => null);
}
