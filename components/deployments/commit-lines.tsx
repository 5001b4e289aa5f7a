"use client";

import Link from "next/link";
import { Time } from "#components/ui/time.tsx";
import type { DeploymentPlan } from "#server/deployments/schema.ts";

/** Commits, one line each, with the keys of their items. */
export function CommitLines({ commits }: { commits: DeploymentPlan["commits"] }) {
	return (
		<ul className="max-h-56 space-y-1 overflow-y-auto">
			{commits.map(({ sha, title, author, at, items }) => (
				<li key={sha} className="flex items-baseline gap-2">
					<Link href={`/thread/commit/${sha}`} className="font-mono text-xs hover:underline">
						{sha.slice(0, 7)}
					</Link>
					<span className="min-w-0 flex-1 truncate" title={title}>
						{title}
					</span>
					{items.map(({ key }) => (
						<span key={key} className="font-mono text-muted text-xs">
							{key}
						</span>
					))}
					<span className="text-muted text-xs">{author}</span>
					<span className="text-muted text-xs">
						<Time value={at} />
					</span>
				</li>
			))}
		</ul>
	);
}
