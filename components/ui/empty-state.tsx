import type { ReactNode } from "react";

/** Nothing is here: what would be, why it is not, and one thing to do. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
	return (
		<div className="flex flex-col items-center gap-1.5 rounded-lg border border-dashed px-6 py-10 text-center">
			<p className="font-medium">{title}</p>
			{children && <div className="max-w-[60ch] text-muted">{children}</div>}
			{action && <div className="mt-2">{action}</div>}
		</div>
	);
}
