import { clsx } from "clsx";
import type { ButtonHTMLAttributes, ReactNode } from "react";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label" | "title"> & {
	label: string;
	icon: ReactNode;
	shortcut?: string;
};

/** A button that is only an icon; its label is said and shown on hover. */
export function IconButton({ label, icon, shortcut, className, type = "button", ...rest }: Props) {
	return (
		<button
			{...rest}
			type={type}
			aria-label={label}
			title={shortcut ? `${label} (${shortcut})` : label}
			className={clsx(
				"inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-120 hover:bg-hover hover:text-text disabled:opacity-50 max-md:size-9",
				className,
			)}
		>
			{icon}
		</button>
	);
}
