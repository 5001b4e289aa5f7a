"use client";

import type { ReactNode } from "react";
import { useNamesPage } from "./crumb.ts";

type Props = {
	title: ReactNode /** Facts in one line below the title. */;
	meta?: ReactNode;
	description?: ReactNode;
	actions?: ReactNode;
	/** What the breadcrumb calls the thing, where the title would be too long for it. */
	crumb?: string;
};

/** The head of a page: its one `h1`, what it is about, what can be done. */
export function PageHeader({ title, meta, description, actions, crumb }: Props) {
	useNamesPage(crumb ?? (typeof title === "string" ? title : null));
	return (
		<header className="flex flex-wrap items-start gap-x-4 gap-y-2 pb-4">
			<div className="min-w-0 flex-1 basis-72">
				<h1 className="font-semibold text-xl tracking-tight">{title}</h1>
				{meta && <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">{meta}</div>}
				{description && <p className="mt-1 max-w-[72ch] text-muted">{description}</p>}
			</div>
			{actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
		</header>
	);
}
