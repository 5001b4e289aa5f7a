"use client";

import { useSyncExternalStore } from "react";

const key = "lazo-sidebar";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Whether the sidebar is folded, kept in this browser. */
export function useCollapsed(): [boolean, (collapsed: boolean) => void] {
	const collapsed = useSyncExternalStore(
		subscribe,
		() => localStorage.getItem(key) === "folded",
		() => false,
	);
	const set = (next: boolean) => {
		localStorage.setItem(key, next ? "folded" : "open");
		for (const listener of listeners) listener();
	};
	return [collapsed, set];
}
