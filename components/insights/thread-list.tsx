"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { Loaded } from "#components/api/loaded.tsx";
import { Glyph } from "#components/loop/glyph.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { inputClass } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { NodeState } from "./node-state.tsx";
import { threadsQuery } from "./queries.ts";

/** Where one begins to follow a thread: what moved last, or what a key begins with. */
export function ThreadList() {
	const t = useTranslations("insights");
	const [q, setQ] = useQueryState("q", parseAsString.withDefault("").withOptions({ throttleMs: 250 }));
	const query = useQuery(threadsQuery(q));
	return (
		<>
			<PageHeader title={t("start.title")} description={t("start.description")} />
			<label className="relative mb-3 block max-w-md">
				<span className="sr-only">{t("start.find")}</span>
				<Search aria-hidden size={14} className="pointer-events-none absolute top-2 left-2.5 text-faint" />
				<input
					value={q}
					onChange={(event) => void setQ(event.target.value || null)}
					placeholder={t("start.find")}
					className={`${inputClass} h-8 pl-8`}
				/>
			</label>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<EmptyState title={t("start.none")}>{t("start.noneDetail")}</EmptyState>
					) : (
						<ul className="divide-y rounded-lg border bg-surface">
							{items.map(({ node, stations }) => (
								<li key={node.nodeId}>
									<Link
										href={`/thread/${node.kind}/${encodeURIComponent(node.id)}`}
										className="flex h-9 items-center gap-3 px-3 hover:bg-hover"
									>
										<Glyph stations={stations} />
										<span className="flex w-3.5 shrink-0 justify-center">
											<NodeState kind={node.kind} state={node.state} />
										</span>
										<span className="w-28 shrink-0 truncate font-mono text-xs">{node.label}</span>
										<span className="min-w-0 flex-1 truncate">
											{node.kind === "incident" ? `${node.service} · ${node.environment}` : node.title}
										</span>
										<span className="shrink-0 text-muted text-xs max-md:hidden">{node.service}</span>
										<span className="w-16 shrink-0 text-right text-faint text-xs">
											<Time value={node.at} />
										</span>
									</Link>
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
		</>
	);
}
