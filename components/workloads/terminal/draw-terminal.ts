import { FitAddon } from "@xterm/addon-fit";
import { type ITheme, Terminal } from "@xterm/xterm";
import type { Window } from "#server/workloads/terminal/schema.ts";

type Ears = {
	/** What is typed or pasted. */
	onData: (text: string) => void;
	onResize: (window: Window) => void;
	/** The key that gives the keyboard back to the page. */
	onLeave: () => void;
};
type Look = { label: string; aloud: boolean };

export type DrawnTerminal = {
	draw: (bytes: Uint8Array | string) => Promise<void>;
	window: () => Window;
	/** Shows what there is and takes nothing more. */
	freeze: () => void;
	close: () => void;
};

/** Draws a terminal into an element, in the colours of the page, as large as the element. */
export function drawTerminal(element: HTMLElement, look: Look, ears: Ears): DrawnTerminal {
	const terminal = new Terminal({
		...{ theme: themeOf(element), minimumContrastRatio: 4.5, scrollback: 5_000, cursorBlink: !prefersCalm() },
		...{ fontFamily: '"JetBrains Mono Variable", ui-monospace, Menlo, monospace', fontSize: 13, lineHeight: 1.2 },
		screenReaderMode: look.aloud,
	});
	const fit = new FitAddon();
	terminal.loadAddon(fit);
	terminal.open(element);
	terminal.textarea?.setAttribute("aria-label", look.label);
	terminal.attachCustomKeyEventHandler((event) => takes(terminal, event, ears.onLeave));
	terminal.onData(ears.onData);
	terminal.onResize(({ cols, rows }) => ears.onResize({ columns: cols, rows }));
	fit.fit();
	terminal.focus();
	const sizes = new ResizeObserver(() => fit.fit());
	sizes.observe(element);
	const themes = new MutationObserver(() => {
		terminal.options.theme = themeOf(element);
	});
	themes.observe(document.documentElement, { attributeFilter: ["class"] });
	return {
		draw: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve)),
		window: () => ({ columns: terminal.cols, rows: terminal.rows }),
		freeze: () => {
			terminal.options.disableStdin = true;
			terminal.options.cursorBlink = false;
		},
		close: () => {
			sizes.disconnect();
			themes.disconnect();
			terminal.dispose();
		},
	};
}

/** Whether the shell gets a key: not F6, nor what copies and pastes. Ctrl+C copies only what is selected. */
function takes(terminal: Terminal, event: KeyboardEvent, onLeave: () => void): boolean {
	if (event.type !== "keydown") return true;
	if (event.key === "F6") {
		event.preventDefault();
		onLeave();
		return false;
	}
	const command = event.ctrlKey || event.metaKey;
	const key = event.key.toLowerCase();
	if (command && !event.altKey && key === "v") return false;
	if (command && !event.altKey && key === "c" && terminal.hasSelection()) {
		// The browser's own copying comes after this; what is copied is selected no more, so that the next one interrupts.
		setTimeout(() => terminal.clearSelection());
		return false;
	}
	return true;
}

const prefersCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function themeOf(element: HTMLElement): ITheme {
	const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
	return {
		...{ background: colour("--canvas"), foreground: colour("--text"), cursor: colour("--accent") },
		...{ cursorAccent: colour("--canvas"), selectionBackground: colour("--accent-soft") },
		...{ red: colour("--failing"), green: colour("--healthy"), yellow: colour("--degraded") },
		...{ blue: colour("--progressing"), magenta: colour("--held"), cyan: colour("--paused") },
	};
}
