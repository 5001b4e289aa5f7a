import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonLook, type ButtonSize, buttonClass } from "./button.tsx";

type LinkProps = {
	href: string;
	look?: ButtonLook;
	size?: ButtonSize;
	icon?: ReactNode;
	children: ReactNode;
	className?: string;
};

/** A link inside Lazo that looks like a button. */
export function ButtonLink({ href, look, size, icon, children, className }: LinkProps) {
	return (
		<Link href={href} className={clsx(buttonClass(look, size), className)}>
			{icon}
			{children}
		</Link>
	);
}
