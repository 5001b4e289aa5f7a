import { clsx } from "clsx";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Spinner } from "./spinner.tsx";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const looks: Record<ButtonLook, string> = {
	primary: "bg-accent text-on-accent hover:bg-accent-strong border-transparent",
	secondary: "bg-surface text-text border-line-strong hover:bg-hover",
	quiet: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-text",
	danger: "bg-surface text-failing border-failing/60 hover:bg-failing-soft",
};
const sizes: Record<ButtonSize, string> = {
	sm: "h-6 px-2 text-xs gap-1",
	md: "h-7 px-2.5 text-sm gap-1.5",
	lg: "h-9 px-4 text-sm gap-2",
};

/** The classes of a button, for links and triggers that look like one. */
export function buttonClass(look: ButtonLook = "secondary", size: ButtonSize = "md"): string {
	return clsx(
		"inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium transition-colors duration-120",
		"disabled:pointer-events-none disabled:opacity-55 max-md:min-h-9",
		looks[look],
		sizes[size],
	);
}

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
	look?: ButtonLook;
	size?: ButtonSize;
	busy?: boolean;
	icon?: ReactNode;
};

/** A button; its text is a verb with its object. `busy` shows that the act is on its way and keeps the width. */
export function Button({
	look,
	size,
	busy = false,
	icon,
	className,
	children,
	disabled,
	type = "button",
	...rest
}: Props) {
	return (
		<button
			{...rest}
			type={type}
			aria-busy={busy || undefined}
			disabled={disabled || busy}
			className={clsx(buttonClass(look, size), className)}
		>
			{busy ? <Spinner /> : icon}
			{children}
		</button>
	);
}
