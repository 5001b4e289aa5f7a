"use client";

import { type RefObject, useEffect, useRef } from "react";
import { isTyping } from "#components/ui/is-typing.ts";
import type { Act } from "./triage-act.ts";

const acts: Record<string, Act> = { a: "accept", m: "merge", s: "snooze", d: "decline" };

/** One key per decision about the focused row; without one, about the first. */
export function useTriageKeys(container: RefObject<HTMLElement | null>, decide: (row: number, act: Act) => void): void {
	const latest = useRef(decide);
	latest.current = decide;
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			const act = acts[event.key];
			const modified = event.metaKey || event.ctrlKey || event.altKey;
			if (!act || modified || event.defaultPrevented || isTyping(event.target) || !container.current) return;
			const rows = [...container.current.querySelectorAll("[data-row]")];
			const focused = rows.findIndex((row) => row.contains(document.activeElement));
			event.preventDefault();
			latest.current(Math.max(focused, 0), act);
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [container]);
}
