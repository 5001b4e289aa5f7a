"use client";

import { Database } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Dependency } from "#server/views/services/schema.ts";

type Props = { title: string; empty: string; things: readonly Dependency[] };

/** Other things a service needs, or that need it, each with how it does. */
export function DependenciesCard({ title, empty, things }: Props) {
	return (
		<Card title={title} aside={<span className="text-muted text-xs">{things.length}</span>}>
			{things.length === 0 && <p className="text-muted">{empty}</p>}
			<ul className="space-y-1">
				{things.map((thing) => (
					<li key={`${thing.relation} ${thing.ref}`} className="flex items-center gap-2">
						<Face thing={thing} />
						{thing.kind === "component" && thing.known ? (
							<Link href={`/services/${thing.name}`} className="truncate font-medium hover:underline">
								{thing.title}
							</Link>
						) : (
							<span className="truncate">{thing.title}</span>
						)}
						<Kind thing={thing} />
						<span className="ml-auto truncate text-muted text-xs">{thing.owner?.title}</span>
					</li>
				))}
			</ul>
		</Card>
	);
}

function Face({ thing }: { thing: Dependency }) {
	if (thing.kind === "component") return <Status value={thing.status ?? "unknown"} compact />;
	return <Database aria-hidden size={14} className="shrink-0 text-muted" />;
}

function Kind({ thing }: { thing: Dependency }) {
	const t = useTranslations("catalog");
	if (!thing.known) return <span className="text-degraded text-xs">{t("notInCatalog")}</span>;
	return thing.kind === "component" ? null : <span className="text-faint text-xs">{thing.type}</span>;
}
