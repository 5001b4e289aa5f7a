"use client";

import dynamic from "next/dynamic";
import { useOverlay } from "./palette-state.ts";

const CommandPalette = dynamic(() => import("./command-palette.tsx").then((module) => module.CommandPalette), {
	ssr: false,
});
const ShortcutSheet = dynamic(() => import("./shortcut-sheet.tsx").then((module) => module.ShortcutSheet), {
	ssr: false,
});

/** The layers over a page; their code is loaded when they are first wanted. */
export function Overlays() {
	const overlay = useOverlay();
	if (overlay === "palette") return <CommandPalette />;
	if (overlay === "shortcuts") return <ShortcutSheet />;
	return null;
}
