"use client";

import { useEffect, useRef } from "react";

/** Runs an act on Ctrl+Enter or Cmd+Enter, so that Enter alone never does by accident. */
export function useActKey(act: () => void): void {
	const latest = useRef(act);
	latest.current = act;
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
			event.preventDefault();
			latest.current();
		};
		window.addEventListener("keydown", onKey);
		return () => window.removeEventListener("keydown", onKey);
	}, []);
}
