import type { ReactNode } from "react";

export type Fact = { label: string; value: ReactNode };

/** Facts about one thing, name by name. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
	return (
		<dl className="grid grid-cols-[fit-content(45%)_1fr] gap-x-4 gap-y-1.5">
			{facts.map(({ label, value }) => (
				<div key={label} className="contents">
					<dt className="min-w-22 text-muted">{label}</dt>
					<dd className="min-w-0">{value}</dd>
				</div>
			))}
		</dl>
	);
}
