"use client";

import { useSyncExternalStore } from "react";

export type Overlay = "palette" | "shortcuts" | null;

let overlay: Overlay = null;
const listeners = new Set<() => void>();

/** Opens one of the layers over the page, or closes it. */
export function setOverlay(next: Overlay): void {
	overlay = next;
	for (const listener of listeners) listener();
}

export const openPalette = () => setOverlay("palette");
export const openShortcuts = () => setOverlay("shortcuts");

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export const useOverlay = (): Overlay =>
	useSyncExternalStore<Overlay>(
		subscribe,
		() => overlay,
		() => null,
	);
