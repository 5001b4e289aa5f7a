"use client";

import { useSyncExternalStore } from "react";

/** Whether the stream is open, and since when it has been as it is. */
export type LiveState = { connected: boolean | null; since: number };

const starting: LiveState = { connected: null, since: 0 };
let state: LiveState = starting;
const listeners = new Set<() => void>();

/** Says that the stream is open or cut. */
export function setLiveState(connected: boolean): void {
	if (state.connected === connected) return;
	state = { connected, since: Date.now() };
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** How the stream is now. */
export const useLiveState = (): LiveState =>
	useSyncExternalStore(
		subscribe,
		() => state,
		() => starting,
	);
