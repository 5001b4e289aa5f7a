"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

const itemClass =
	"flex min-h-7 w-full cursor-default select-none items-center gap-2 rounded-sm px-2 text-left text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover max-md:min-h-10";

/** A menu below its trigger, which is one button element. */
export function Menu({
	trigger,
	children,
	align = "start",
}: {
	trigger: ReactElement<Record<string, unknown>>;
	children: ReactNode;
	align?: "start" | "end";
}) {
	return (
		<Base.Root modal={false}>
			<Base.Trigger render={trigger} />
			<Base.Portal>
				<Base.Positioner sideOffset={4} align={align} className="z-60">
					<Base.Popup className="min-w-44 rounded-md bg-raised p-1 shadow-(--shadow) outline-none">
						{children}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
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

/** An act or a way in a menu. */
export function MenuItem({ icon, onSelect, href, danger = false, disabled = false, checked, children }: ItemProps) {
	const content = (
		<>
			{icon && <span className="text-faint">{icon}</span>}
			<span className="flex-1">{children}</span>
			{checked && <Check aria-hidden size={14} />}
		</>
	);
	const className = clsx(itemClass, danger && "text-failing");
	if (checked !== undefined)
		return (
			<Base.RadioItem
				value={String(children)}
				closeOnClick
				className={className}
				onClick={onSelect}
				disabled={disabled}
			>
				{content}
			</Base.RadioItem>
		);
	return (
		<Base.Item
			className={className}
			onClick={onSelect}
			disabled={disabled}
			{...(href && { render: <Link href={href} /> })}
		>
			{content}
		</Base.Item>
	);
}

type GroupProps = { label: string; value?: string; children: ReactNode };

/** Entries that belong together; with `value`, one of them is chosen. */
export function MenuGroup({ label, value, children }: GroupProps) {
	const heading = <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-faint text-xs">{label}</Base.GroupLabel>;
	return (
		<Base.Group>
			{heading}
			{value === undefined ? children : <Base.RadioGroup value={value}>{children}</Base.RadioGroup>}
		</Base.Group>
	);
}

export const MenuLine = () => <Base.Separator className="my-1 h-px bg-line" />;
