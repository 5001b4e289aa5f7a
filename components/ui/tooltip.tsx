"use client";

import {
	cloneElement,
	type ReactElement,
	type ReactNode,
	type SyntheticEvent,
	useEffect,
	useId,
	useRef,
	useState,
} from "react";
import { placeBeside } from "./place-beside.ts";

/** How long a pointer rests on an element before more is said about it. */
export const delayMs = 300;

/** More about an element, on hover and on focus. `children` is one element that can take focus. */
export function Tooltip({
	content,
	children,
}: {
	content: ReactNode;
	children: ReactElement<Record<string, unknown>>;
}) {
	const id = useId();
	const [anchor, setAnchor] = useState<Element | null>(null);
	const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
	const open = (event: SyntheticEvent) => {
		const target = event.currentTarget;
		clearTimeout(waiting.current);
		waiting.current = setTimeout(() => setAnchor(target), event.type === "focus" ? 0 : delayMs);
	};
	const close = () => {
		clearTimeout(waiting.current);
		setAnchor(null);
	};
	useEffect(() => () => clearTimeout(waiting.current), []);
	return (
		<>
			{cloneElement(children, {
				onPointerEnter: open,
				onPointerLeave: close,
				onFocus: open,
				onBlur: close,
				onKeyDown: (event: { key: string }) => event.key === "Escape" && close(),
				...(anchor && { "aria-describedby": id }),
			})}
			{anchor && (
				<TooltipPopup id={id} anchor={anchor}>
					{content}
				</TooltipPopup>
			)}
		</>
	);
}

/** What is said of an element, beside it and above everything else. */
export function TooltipPopup({ id, anchor, children }: { id: string; anchor: Element; children: ReactNode }) {
	return (
		<div
			id={id}
			role="tooltip"
			popover="manual"
			ref={(popup) => show(popup, anchor)}
			className="pointer-events-none fixed m-0 max-w-80 rounded-md border-0 bg-raised px-2.5 py-1.5 text-text text-xs shadow-(--shadow)"
		>
			{children}
		</div>
	);
}

function show(popup: HTMLElement | null, anchor: Element): void {
	if (!popup) return;
	popup.showPopover();
	placeBeside(popup, anchor, { align: "center", above: true });
}
