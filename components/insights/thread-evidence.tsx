"use client";

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { Thread } from "#server/insights/schema.ts";

/** The joints of one thing: what ties it to what, by which evidence, and how sure that is. */
export function ThreadEvidence({ thread, focus }: { thread: Thread; focus: string }) {
	const t = useTranslations("insights");
	const sourceName = (source: string) => (t.has(`source.${source}`) ? t(`source.${source}`) : source);
	const edges = thread.edges.filter(({ from, to }) => from === focus || to === focus);
	const labels = new Map(thread.nodes.map((node) => [node.nodeId, node]));
	const focused = labels.get(focus);
	if (!focused || edges.length === 0) return null;
	return (
		<section className="mt-4">
			<h2 className="pb-1 font-medium text-sm">{t("ties", { label: focused.label })}</h2>
			<ul className="divide-y rounded-lg border bg-surface">
				{edges.map((edge) => (
					<li
						key={`${edge.from}${edge.to}${edge.kind}`}
						className="flex flex-wrap items-center gap-x-2 gap-y-0.5 px-3 py-1.5"
					>
						<span className="font-mono text-xs">{labels.get(edge.from)?.label}</span>
						<span className="text-muted text-xs">
							{t.has(`edge.${edge.kind}`) ? t(`edge.${edge.kind}`) : edge.kind}
						</span>
						<span className="font-mono text-xs">{labels.get(edge.to)?.label}</span>
						<span className="ml-auto text-faint text-xs">
							{edge.evidence.source && t("evidence", { source: sourceName(edge.evidence.source) })}
						</span>
						<Badge tone={edge.confidence === "derived" ? "plain" : "good"}>{t(`confidence.${edge.confidence}`)}</Badge>
					</li>
				))}
			</ul>
		</section>
	);
}
