"use client";

import { GitBranch } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Digest } from "#components/ui/digest.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { RunDetail } from "#server/pipelines/schema.ts";

/** What a run is about: commit, branch, items, inputs. */
export function RunFacts({ run }: { run: RunDetail }) {
	const t = useTranslations("pipelines");
	const inputs = Object.entries(run.inputs ?? {});
	return (
		<Facts
			facts={[
				{
					label: t("column.commit"),
					value: (
						<span className="flex flex-wrap items-baseline gap-x-2">
							<Digest value={run.headSha} length={7} />
							<Link href={`/thread/commit/${run.headSha}`} className="hover:underline">
								{run.commitTitle ?? t("commitUnknown")}
							</Link>
						</span>
					),
				},
				{
					label: t("column.branch"),
					value: (
						<span className="inline-flex max-w-full items-center gap-1 font-mono text-xs">
							<GitBranch aria-hidden size={12} className="shrink-0 text-faint" />
							<span className="truncate">{run.branch ?? "—"}</span>
						</span>
					),
				},
				{ label: t("items"), value: <ItemLinks items={run.items} none={t("noItems")} /> },
				{ label: t("event"), value: run.event },
				...inputs.map(([name, value]) => ({
					label: name,
					value: <span className="break-words font-mono text-xs">{value}</span>,
				})),
			]}
		/>
	);
}

type Items = { items: readonly { key: string; title: string }[]; none: string };

/** Items by key, each a link to its page. */
export function ItemLinks({ items, none }: Items) {
	if (items.length === 0) return <span className="text-muted">{none}</span>;
	return (
		<ul>
			{items.map((item) => (
				<li key={item.key} className="truncate">
					<Link href={`/items/${item.key}`} className="hover:underline">
						<span className="font-mono text-xs">{item.key}</span> {item.title}
					</Link>
				</li>
			))}
		</ul>
	);
}
