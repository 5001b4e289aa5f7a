"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import {
	cloneElement,
	createContext,
	type KeyboardEvent,
	type ReactElement,
	type ReactNode,
	use,
	useId,
	useLayoutEffect,
	useRef,
	useState,
} from "react";
import { placeBeside } from "./place-beside.ts";

type Closing = { close: () => void };
const MenuContext = createContext<Closing>({ close: () => {} });

const itemClass =
	"flex min-h-7 w-full cursor-default select-none items-center gap-2 rounded-sm px-2 text-left text-sm outline-none hover:bg-hover focus:bg-hover disabled:opacity-50 max-md:min-h-10";
const popupClass =
	"fixed m-0 max-h-[70vh] min-w-44 overflow-y-auto rounded-md border-0 bg-raised p-1 text-text shadow-(--shadow) outline-none";

type Props = { trigger: ReactElement<Record<string, unknown>>; children: ReactNode; align?: "start" | "end" };

/** A menu below its trigger, which is one button element. The browser's own popover opens, closes and gives the focus back. */
export function Menu({ trigger, children, align = "start" }: Props) {
	const id = useId();
	const popup = useRef<HTMLDivElement>(null);
	const [open, setOpen] = useState(false);
	const close = () => popup.current?.hidePopover();
	useLayoutEffect(() => {
		const anchor = document.querySelector(`[popovertarget="${id}"]`);
		if (!open || !popup.current || !anchor) return;
		placeBeside(popup.current, anchor, { align });
		const items = itemsOf(popup.current);
		(items.find((item) => item.ariaChecked === "true") ?? items[0])?.focus();
	}, [open, id, align]);
	return (
		<MenuContext value={{ close }}>
			{cloneElement(trigger, { popoverTarget: id, "aria-haspopup": "menu", "aria-expanded": open })}
			<div
				id={id}
				ref={popup}
				role="menu"
				popover="auto"
				className={popupClass}
				onToggle={(event) => setOpen(event.newState === "open")}
				onKeyDown={moveFocus}
			>
				{open && children}
			</div>
		</MenuContext>
	);
}

const itemsOf = (popup: HTMLElement) => [...popup.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];

/** Arrows, Home and End move; a letter goes to the next entry that begins with it; Tab leaves. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
	const items = itemsOf(event.currentTarget);
	const at = items.indexOf(document.activeElement as HTMLElement);
	const last = items.length - 1;
	if (event.key === "Tab") event.currentTarget.hidePopover();
	const targets: Record<string, number> = {
		ArrowDown: at === last ? 0 : at + 1,
		ArrowUp: at <= 0 ? last : at - 1,
		Home: 0,
		End: last,
	};
	const target = items[targets[event.key] ?? indexByLetter(items, at, event.key)];
	if (!target) return;
	event.preventDefault();
	target.focus();
}

function indexByLetter(items: HTMLElement[], at: number, key: string): number {
	if (key.length !== 1 || key === " ") return -1;
	const begins = (item: HTMLElement) => (item.textContent ?? "").trim().toLowerCase().startsWith(key.toLowerCase());
	const after = items.findIndex((item, index) => index > at && begins(item));
	return after === -1 ? items.findIndex(begins) : after;
}

type ItemProps = {
	icon?: ReactNode;
	onSelect?: () => void;
	href?: string;
	danger?: boolean;
	disabled?: boolean;
	checked?: boolean;
	children: ReactNode;
};

/** An act or a way in a menu; with `checked` one of several values. */
export function MenuItem({ icon, onSelect, href, danger = false, disabled = false, checked, children }: ItemProps) {
	const { close } = use(MenuContext);
	const choose = () => {
		close();
		onSelect?.();
	};
	const content = (
		<>
			{icon && <span className="text-faint">{icon}</span>}
			<span className="flex-1">{children}</span>
			{checked && <Check aria-hidden size={14} />}
		</>
	);
	const className = clsx(itemClass, danger && "text-failing");
	if (href)
		return (
			<Link href={href} role="menuitem" tabIndex={-1} className={className} onClick={choose}>
				{content}
			</Link>
		);
	const role = checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": checked };
	return (
		<button type="button" {...role} tabIndex={-1} disabled={disabled} className={className} onClick={choose}>
			{content}
		</button>
	);
}

/** Entries that belong together. `value` says which of them is chosen, for those who read the code that calls it. */
export function MenuGroup({ label, children }: { label: string; value?: string; children: ReactNode }) {
	const id = useId();
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand inside a menu.
		<div role="group" aria-labelledby={id}>
			<div id={id} className="px-2 pt-1.5 pb-1 text-faint text-xs">
				{label}
			</div>
			{children}
		</div>
	);
}

export const MenuLine = () => <hr className="my-1 h-px border-0 bg-line" />;
