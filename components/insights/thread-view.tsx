"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Rail } from "#components/loop/rail.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Thread, ThreadNode } from "#server/insights/schema.ts";
import { threadQuery } from "./queries.ts";
import { ThreadColumn } from "./thread-column.tsx";
import { ThreadEvidence } from "./thread-evidence.tsx";

/** What stands in which column, in the order of the loop. */
const columns: { name: "plan" | "code" | "build" | "release" | "deploy" | "monitor"; kinds: ThreadNode["kind"][] }[] = [
	{ name: "plan", kinds: ["item"] },
	{ name: "code", kinds: ["pull-request", "commit"] },
	{ name: "build", kinds: ["run"] },
	{ name: "release", kinds: ["artifact"] },
	{ name: "deploy", kinds: ["deployment"] },
	{ name: "monitor", kinds: ["alert", "incident"] },
];

/** The whole thread of one thing on one screen: rail, things in the order of the loop, and what ties them. */
export function ThreadView({ kind, id }: { kind: ThreadNode["kind"]; id: string }) {
	const query = useQuery(threadQuery(kind, id));
	return <Loaded query={query}>{(thread) => <ThreadScreen thread={thread} />}</Loaded>;
}

function ThreadScreen({ thread }: { thread: Thread }) {
	const t = useTranslations("insights");
	const [chosen, setChosen] = useState<string | null>(null);
	const focus = chosen ?? thread.subject.nodeId;
	const tied = useMemo(() => tiedTo(thread, focus), [thread, focus]);
	const operating = useMemo(() => new Set(thread.edges.filter(actsOn).map(({ to }) => to)), [thread]);
	return (
		<div className="min-w-0">
			<PageHeader
				title={
					<>
						<span className="text-muted">{t(`kind.${thread.subject.kind}`)}</span>{" "}
						<span className="font-mono">{thread.subject.label}</span>
					</>
				}
				description={thread.subject.kind === "incident" ? undefined : thread.subject.title}
			/>
			<Rail stations={thread.stations} />
			<div className="relative mt-4 overflow-x-auto">
				<div className="grid min-w-[960px] grid-cols-6 gap-2">
					{columns.map(({ name, kinds }) => (
						<ThreadColumn
							key={name}
							title={t(`column.${name}`)}
							nodes={thread.nodes.filter((node) =>
								operating.has(node.nodeId) ? name === "monitor" : kinds.includes(node.kind),
							)}
							subjectId={thread.subject.nodeId}
							tied={tied}
							focus={chosen}
							onChoose={(nodeId) => setChosen((before) => (before === nodeId ? null : nodeId))}
						/>
					))}
				</div>
			</div>
			{thread.truncated && <p className="mt-2 text-muted">{t("truncated", { count: thread.nodes.length })}</p>}
			<ThreadEvidence thread={thread} focus={focus} />
		</div>
	);
}

/** A run that was started against an incident or to try a version operates: it built nothing. */
const actsOn = ({ kind }: Thread["edges"][number]) => kind === "acted-on-by" || kind === "tried-by";

/** The things tied to one directly, and itself. */
function tiedTo(thread: Thread, nodeId: string): Set<string> {
	const near = thread.edges.flatMap(({ from, to }) => (from === nodeId ? [to] : to === nodeId ? [from] : []));
	return new Set([nodeId, ...near]);
}
