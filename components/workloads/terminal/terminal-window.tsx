"use client";

import "@xterm/xterm/css/xterm.css";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import { toast } from "#components/ui/toast.ts";
import type { OpenedTerminal } from "#server/workloads/terminal/schema.ts";
import { type DrawnTerminal, drawTerminal } from "./draw-terminal.ts";
import { resizeTerminal, typeInto } from "./queries.ts";
import { type LinkState, TerminalLink } from "./terminal-link.ts";
import { TypedInput } from "./typed-input.ts";

type Props = {
	opened: OpenedTerminal;
	aloud: boolean;
	/** Its button gets the keyboard when the reader leaves the terminal. */
	leaveTo: RefObject<HTMLElement | null>;
	onState: (state: LinkState) => void;
};

/** The screen of a terminal: what it prints, and what is typed into it. Its code is loaded when it is first wanted. */
export function TerminalWindow({ opened, aloud, leaveTo, onState }: Props) {
	const t = useTranslations("terminal");
	const place = useRef<HTMLDivElement>(null);
	const words = { label: t("inputLabel"), gap: t("gap"), tooMuch: t("tooMuch"), notSent: t("notSent") };
	// biome-ignore lint/correctness/useExhaustiveDependencies: one terminal is drawn once; its words are those of then.
	useEffect(() => {
		const element = place.current;
		if (!element) return;
		return connect({ element, opened, aloud, leaveTo, onState, words });
	}, [opened.id]);
	// What fits is measured without the space around it.
	return (
		<div className="h-full bg-canvas p-2">
			<div ref={place} className="size-full overflow-hidden" />
		</div>
	);
}

type Words = { label: string; gap: string; tooMuch: string; notSent: string };

function connect({ element, opened, aloud, leaveTo, onState, words }: Props & { element: HTMLElement; words: Words }) {
	const { id } = opened;
	let drawn: DrawnTerminal | null = null;
	const input = new TypedInput({ send: (batch) => typeInto(id, batch), onLost: () => toast.error(words.notSent) });
	let over = false;
	const sizes = lastOnly(async (window: { columns: number; rows: number }) => over || resizeTerminal(id, window));
	const link = new TerminalLink({
		id,
		draw: async (bytes) => drawn?.draw(bytes),
		onGap: () => void drawn?.draw(`\r\n\u001b[2m[${words.gap}]\u001b[0m\r\n`),
		onState: (state) => {
			if (state.phase === "ended" || state.phase === "failed") {
				over = true;
				input.stop();
				drawn?.freeze();
			}
			onState(state);
		},
	});
	let closed = false;
	const ears = {
		onData: (text: string) => {
			if (!input.type(text)) toast.error(words.tooMuch);
		},
		onResize: sizes,
		onLeave: () => leaveTo.current?.querySelector("button")?.focus(),
	};
	// Cells are measured once, so the face must be there before.
	void document.fonts.load('13px "JetBrains Mono Variable"').finally(() => {
		if (closed) return;
		drawn = drawTerminal(element, { label: words.label, aloud }, ears);
		sizes(drawn.window());
		void link.run();
	});
	return () => {
		closed = true;
		link.stop();
		input.stop();
		drawn?.close();
	};
}

/** Does the last of what is asked for in quick succession, one after the other; one that fails is made up for by the next. */
function lastOnly<T>(act: (value: T) => Promise<unknown>): (value: T) => void {
	let waiting: { value: T } | null = null;
	let busy = false;
	const work = async () => {
		busy = true;
		while (waiting) {
			await new Promise((resolve) => setTimeout(resolve, 100));
			const { value }: { value: T } = waiting;
			waiting = null;
			await act(value).catch(() => {});
		}
		busy = false;
	};
	return (value) => {
		waiting = { value };
		if (!busy) void work();
	};
}
