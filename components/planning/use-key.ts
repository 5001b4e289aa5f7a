"use client";

import { useEffect, useRef } from "react";
import { isTyping } from "#components/ui/is-typing.ts";

/** Calls `act` when a single key is pressed outside of what is typed into. */
export function useKey(key: string, act: () => void, enabled = true): void {
	const latest = useRef(act);
	latest.current = act;
	useEffect(() => {
		if (!enabled) return;
		const onKey = (event: KeyboardEvent) => {
			const modified = event.ctrlKey || event.metaKey || event.altKey;
			if (event.key !== key || modified || event.defaultPrevented || isTyping(event.target)) return;
			event.preventDefault();
			latest.current();
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [key, enabled]);
}
