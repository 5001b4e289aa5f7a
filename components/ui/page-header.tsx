import type { ReactNode } from "react";

type Props = {
	title: ReactNode /** Facts in one line below the title. */;
	meta?: ReactNode;
	description?: ReactNode;
	actions?: ReactNode;
};

/** The head of a page: its one `h1`, what it is about, what can be done. */
export function PageHeader({ title, meta, description, actions }: Props) {
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
