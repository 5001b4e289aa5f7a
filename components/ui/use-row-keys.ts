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
			if (container.current && !isForOthers(event)) act(event, container.current, latest.current);
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [container]);
}

function act(event: KeyboardEvent, container: HTMLElement, acts: Acts): void {
	const rows = [...container.querySelectorAll<HTMLElement>("[data-row]")];
	const index = rows.indexOf(document.activeElement as HTMLElement);
	if (event.key === "j" || event.key === "k") {
		if (index === -1 && belongsToAnother(rows[0])) return;
		event.preventDefault();
		focusRow(rows, event.key === "j" ? index + 1 : index - 1);
	} else if (index >= 0 && event.key === "Enter") acts.open(index);
	else if (index >= 0 && event.key === "x") acts.toggle(index);
}

const isForOthers = (event: KeyboardEvent): boolean =>
	event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target);

/** With several tables on a page the keys belong to the one that has the focus, else to the first. */
const belongsToAnother = (first: HTMLElement | undefined): boolean =>
	document.querySelector("[data-row]") !== first || document.activeElement?.closest("[data-row]") != null;

function focusRow(rows: HTMLElement[], wanted: number): void {
	const row = rows[Math.max(0, Math.min(wanted, rows.length - 1))];
	row?.focus();
	row?.scrollIntoView({ block: "nearest" });
}
