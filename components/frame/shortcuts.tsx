"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isTyping } from "#components/ui/is-typing.ts";
import { openPalette, openShortcuts } from "./palette-state.ts";
import { sections } from "./sections.ts";

const jumpMs = 1_200;

/** The keys that work everywhere: Ctrl/Cmd+K and `/` search, `?` shows all keys, `g` and a letter jumps to a section. */
export function Shortcuts() {
	const router = useRouter();
	useEffect(() => {
		let jumpUntil = 0;
		const onKey = (event: KeyboardEvent) => {
			const opens = overlayFor(event);
			if (opens) {
				event.preventDefault();
				return opens();
			}
			if (isModified(event) || isTyping(event.target)) return;
			const jumping = Date.now() < jumpUntil;
			jumpUntil = event.key === "g" ? Date.now() + jumpMs : 0;
			if (jumping) jump(event, (href) => router.push(href));
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [router]);
	return null;
}

function jump(event: KeyboardEvent, go: (href: string) => void): void {
	const section = sections.find(({ key }) => key === event.key);
	if (!section) return;
	event.preventDefault();
	go(section.href);
}

const isModified = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey;

/** Which layer a key opens, if any. */
function overlayFor(event: KeyboardEvent): (() => void) | undefined {
	if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return openPalette;
	if (isModified(event) || isTyping(event.target)) return undefined;
	if (event.key === "/") return openPalette;
	return event.key === "?" ? openShortcuts : undefined;
}
