"use client";

import { useEffect, useRef, useState } from "react";

/** Which card Tab reaches, and how the focus goes to another; it stays with its card when that changes its column. */
export function useCardFocus(keys: readonly string[], shown: unknown) {
	const container = useRef<HTMLDivElement>(null);
	const [focused, setFocused] = useState<string | null>(null);
	const wanted = useRef<string | null>(null);
	const find = (name: "link" | "menu", key: string) =>
		container.current?.querySelector<HTMLElement>(`[data-card-${name}="${CSS.escape(key)}"]`) ?? null;
	// biome-ignore lint/correctness/useExhaustiveDependencies: a card that was drawn anew in another column has lost the focus.
	useEffect(() => {
		if (!wanted.current || document.activeElement !== document.body) return;
		find("link", wanted.current)?.focus();
	}, [shown]);
	useEffect(() => {
		const leave = (event: FocusEvent) => {
			if (event.target instanceof Element && !container.current?.contains(event.target)) wanted.current = null;
		};
		document.addEventListener("focusin", leave);
		return () => document.removeEventListener("focusin", leave);
	}, []);
	const focus = (key: string) => {
		wanted.current = key;
		setFocused(key);
		const link = find("link", key);
		link?.focus();
		link?.closest("[data-card]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
	};
	const current = focused !== null && keys.includes(focused) ? focused : (keys[0] ?? null);
	return { container, current, focus, openMenu: (key: string) => find("menu", key)?.click() };
}
