import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";

/** One kind of need, with its count; nothing when there is none. */
export function Needs({ title, count, children }: { title: string; count: number; children: ReactNode }) {
	if (count === 0) return null;
	return (
		<Card title={title} aside={<span className="text-muted text-xs">{count}</span>} flush>
			<ul className="divide-y">{children}</ul>
		</Card>
	);
}

type Props = { href: string; state: ReactNode; what: ReactNode; about?: ReactNode; at: string };

/** One thing that needs somebody: its state, what it is, since when. The whole line opens it. */
export function Need({ href, state, what, about, at }: Props) {
	return (
		<li>
			<Link href={href} className="flex min-h-9 items-center gap-3 px-3.5 py-1 hover:bg-hover max-md:min-h-11">
				{state}
				<span className="min-w-0 flex-1 truncate">
					{what}
					{about && <span className="pl-2 text-muted">{about}</span>}
				</span>
				<Time value={at} className="shrink-0 text-faint text-xs" />
			</Link>
		</li>
	);
}
