"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { delayMs, TooltipPopup } from "./tooltip.tsx";

type Told = { anchor: Element; about: string };
type Props = {
	/** What to say about the element whose `data-told` this is; null for nothing. */
	tell: (about: string) => ReactNode;
	className?: string;
	children: ReactNode;
};

/** One tooltip for many elements: for whichever inside carries `data-told`, on hover and on focus. For hundreds of them. */
export function TooltipArea({ tell, className, children }: Props) {
	const id = useId();
	const area = useRef<HTMLDivElement>(null);
	const [told, setTold] = useState<Told | null>(null);
	useEffect(() => (area.current ? followTold(area.current, setTold) : undefined), []);
	useEffect(() => {
		told?.anchor.setAttribute("aria-describedby", id);
		return () => told?.anchor.removeAttribute("aria-describedby");
	}, [told, id]);
	const content = told && tell(told.about);
	return (
		<div ref={area} className={className}>
			{children}
			{told && content && (
				<TooltipPopup id={id} anchor={told.anchor}>
					{content}
				</TooltipPopup>
			)}
		</div>
	);
}

/** Calls `onChange` with the element that something is to be said about. Returns how to end that. */
function followTold(area: HTMLElement, onChange: (told: Told | null) => void): () => void {
	let waiting: ReturnType<typeof setTimeout> | undefined;
	const close = () => {
		clearTimeout(waiting);
		onChange(null);
	};
	const look = ({ target, type }: Event) => {
		const anchor = target instanceof Element ? target.closest("[data-told]") : null;
		close();
		const about = anchor?.getAttribute("data-told");
		if (anchor && about) waiting = setTimeout(() => onChange({ anchor, about }), type === "focusin" ? 0 : delayMs);
	};
	const leaving = new AbortController();
	const { signal } = leaving;
	for (const type of ["pointerover", "focusin"]) area.addEventListener(type, look, { signal });
	for (const type of ["pointerleave", "focusout"]) area.addEventListener(type, close, { signal });
	area.addEventListener("keydown", ({ key }) => key === "Escape" && close(), { signal });
	return () => {
		leaving.abort();
		clearTimeout(waiting);
	};
}
