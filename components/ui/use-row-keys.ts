"use client";

import { type RefObject, useEffect, useRef } from "react";
import { isTyping } from "./is-typing.ts";

type Acts = { open: (index: number) => void; toggle: (index: number) => void };

/** `j` and `k` move the focus through the rows (`data-row`) of an element, Enter opens the focused one, `x` selects it. */
export function useRowKeys(container: RefObject<HTMLElement | null>, acts: Acts): void {
	const latest = useRef(acts);
	latest.current = acts;
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			const element = container.current;
			if (
				!element ||
				event.defaultPrevented ||
				event.metaKey ||
				event.ctrlKey ||
				event.altKey ||
				isTyping(event.target)
			)
				return;
			const rows = [...element.querySelectorAll<HTMLElement>("[data-row]")];
			const index = rows.findIndex((row) => row === document.activeElement);
			if (event.key === "j" || event.key === "k") {
				// With several tables on a page the keys belong to the one that has the focus, else to the first.
				if (index === -1 && document.querySelector("[data-row]") !== rows[0]) return;
				if (index === -1 && document.activeElement?.closest("[data-row]")) return;
				const next = event.key === "j" ? index + 1 : Math.max(0, index - 1);
				rows[Math.min(next, rows.length - 1)]?.focus();
				rows[Math.min(next, rows.length - 1)]?.scrollIntoView({ block: "nearest" });
				event.preventDefault();
			} else if (index >= 0 && event.key === "Enter") latest.current.open(index);
			else if (index >= 0 && event.key === "x") latest.current.toggle(index);
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [container]);
}
