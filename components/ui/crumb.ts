"use client";

import { useLayoutEffect, useSyncExternalStore } from "react";

let crumb: string | null = null;
const listeners = new Set<() => void>();

function set(next: string | null): void {
	crumb = next;
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Says what the thing on this page is called, for addresses that only carry its id. */
export function useNamesPage(name: string | null): void {
	useLayoutEffect(() => {
		set(name);
		return () => set(null);
	}, [name]);
}

/** What the page calls its thing; null until it has said so. */
export const useCrumb = (): string | null =>
	useSyncExternalStore<string | null>(
		subscribe,
		() => crumb,
		() => null,
	);
