"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isTyping } from "#components/ui/is-typing.ts";
import { openPalette, openShortcuts } from "./palette-state.ts";
import { sections } from "./sections.ts";

const jumpMs = 1_200;

/** The keys that work everywhere: Ctrl/Cmd+K searches, `?` shows all keys, `g` and a letter jumps to a section. */
export function Shortcuts() {
	const router = useRouter();
	useEffect(() => {
		let jumpUntil = 0;
		const onKey = (event: KeyboardEvent) => {
			if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
				event.preventDefault();
				return openPalette();
			}
			if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
			if (event.key === "?") return openShortcuts();
			if (event.key === "/") {
				event.preventDefault();
				return openPalette();
			}
			if (event.key === "g") {
				jumpUntil = Date.now() + jumpMs;
				return;
			}
			const section = Date.now() < jumpUntil ? sections.find(({ key }) => key === event.key) : undefined;
			jumpUntil = 0;
			if (!section) return;
			event.preventDefault();
			router.push(section.href);
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [router]);
	return null;
}
