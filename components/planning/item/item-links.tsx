"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { NodeState } from "#components/insights/node-state.tsx";
import { NodeVerdict } from "#components/insights/node-verdict.tsx";
import { threadQuery } from "#components/insights/queries.ts";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ThreadNode } from "#server/insights/schema.ts";

const kinds = ["pull-request", "commit", "run", "artifact", "deployment", "alert", "incident", "item"] as const;

/** What an item is tied to along the loop, kind by kind, newest first. */
export function ItemLinks({ itemKey }: { itemKey: string }) {
	const t = useTranslations("planning");
	const query = useQuery(threadQuery("item", itemKey));
	return (
		<Card
			title={t("item.links")}
			aside={
				<Link href={`/thread/item/${encodeURIComponent(itemKey)}`} className="text-accent text-xs hover:underline">
					{t("item.wholeThread")}
				</Link>
			}
		>
			<Loaded query={query}>
				{({ nodes, subject }) => {
					const others = nodes.filter(({ nodeId }) => nodeId !== subject.nodeId);
					if (others.length === 0) return <p className="text-muted">{t("item.noLinks", { key: itemKey })}</p>;
					return (
						<div className="grid gap-x-6 gap-y-3 md:grid-cols-2">
							{kinds.map((kind) => (
								<Kind key={kind} kind={kind} nodes={others.filter((node) => node.kind === kind)} />
							))}
						</div>
					);
				}}
			</Loaded>
		</Card>
	);
}

function Kind({ kind, nodes }: { kind: (typeof kinds)[number]; nodes: ThreadNode[] }) {
	const t = useTranslations("planning.kind");
	if (nodes.length === 0) return null;
	const newest = nodes.toSorted((a, b) => (b.at ?? "").localeCompare(a.at ?? "")).slice(0, 6);
	return (
		<section className="min-w-0">
			<h3 className="pb-1 text-muted text-xs">{t(kind)}</h3>
			<ul className="space-y-1">
				{newest.map((node) => (
					<li key={node.nodeId} className="flex min-w-0 items-center gap-2">
						<NodeState kind={node.kind} state={node.state} />
						<Link
							href={node.href ?? `/thread/${node.kind}/${encodeURIComponent(node.id)}`}
							className="max-w-2/3 shrink-0 truncate font-mono text-xs hover:underline"
						>
							{node.label}
						</Link>
						<span className="min-w-0 flex-1 truncate text-muted">
							{kind === "deployment" || kind === "incident" ? node.service : node.title}
						</span>
						<span className="shrink-0 text-xs empty:hidden">
							<NodeVerdict verdict={node.verdict} />
						</span>
						<span className="shrink-0 text-faint text-xs">
							<Time value={node.at} />
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}
