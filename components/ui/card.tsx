import { clsx } from "clsx";
import type { ReactNode } from "react";

type Props = { title?: ReactNode; aside?: ReactNode; children: ReactNode; className?: string; flush?: boolean };

/** A bordered part of a page with a heading; `flush` lets a table reach its edges. */
export function Card({ title, aside, children, className, flush = false }: Props) {
	return (
		<section className={clsx("min-w-0 rounded-lg border bg-surface", className)}>
			{(title || aside) && (
				<header
					className={clsx("flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 px-3.5 py-1.5", flush && "border-b")}
				>
					{title && <h2 className="min-w-24 flex-1 truncate font-medium text-sm">{title}</h2>}
					{aside}
				</header>
			)}
			<div className={clsx(!flush && (title || aside ? "px-3.5 pb-3.5" : "p-3.5"))}>{children}</div>
		</section>
	);
}
