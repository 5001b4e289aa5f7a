"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import {
	Box,
	CircleDot,
	FileCode,
	GitPullRequest,
	type LucideIcon,
	Play,
	Rocket,
	ScrollText,
	Siren,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemState } from "#components/api/problem-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Activity } from "#server/views/services/schema.ts";
import { activityQuery } from "./queries.ts";

/** What happened to a service, in one stream, latest first. */
export function ActivityCard({ name }: { name: string }) {
	const t = useTranslations("catalog");
	const ui = useTranslations("ui");
	const query = useInfiniteQuery(activityQuery(name));
	const items = query.data?.pages.flatMap((page) => page.items);
	return (
		<Card title={t("activity")} flush>
			{query.error && !items && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
			{!items && !query.error && <SkeletonRows />}
			{items?.length === 0 && <p className="p-3.5 text-muted">{t("noActivity")}</p>}
			<ol className="divide-y">
				{items?.map((activity) => (
					<Line key={activity.id} activity={activity} />
				))}
			</ol>
			{query.hasNextPage && (
				<div className="flex justify-center p-2">
					<Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
						{ui("loadMore")}
					</Button>
				</div>
			)}
		</Card>
	);
}

const icons: Record<string, LucideIcon> = {
	run: Play,
	"pull-request": GitPullRequest,
	artifact: Box,
	deployment: Rocket,
	incident: Siren,
	"runbook-run": ScrollText,
	entity: FileCode,
};

function Line({ activity }: { activity: Activity }) {
	const sentence = useActivitySentence();
	const Icon = icons[activity.subjectKind] ?? CircleDot;
	const href = hrefOf(activity);
	const text = sentence(activity);
	return (
		<li className="flex min-h-8 items-center gap-2.5 px-3.5 py-1">
			<Icon aria-hidden size={14} className="shrink-0 text-muted" />
			<span className="min-w-0 flex-1 truncate" title={text}>
				{href ? (
					<Link href={href} className="hover:underline">
						{text}
					</Link>
				) : (
					text
				)}
			</span>
			<Time value={activity.at} className="shrink-0 text-faint text-xs" />
		</li>
	);
}

/** The sentence of an event in the reader's language; for a type without one the type itself. */
function useActivitySentence(): (activity: Activity) => string {
	const t = useTranslations("catalog.event");
	const who = useTranslations("catalog.actor");
	return ({ type, data, actor: id }) => {
		const actor = who.has(id) ? who(id) : id;
		const values: Record<string, string> = { ...unnamed, actor };
		for (const [name, value] of Object.entries(data)) if (value !== null) values[name] = String(value);
		const base = type.replaceAll(".", "-");
		const key = [`${base}-${values.conclusion}`, base].find((candidate) => t.has(candidate));
		return key ? t(key, values) : t("other", { type, actor });
	};
}

/** What a sentence may name and an event may not carry. */
const unnamed = {
	...{ repository: "…", path: "…", name: "…", number: "…", branch: "…", version: "…" },
	...{ by: "…", title: "…", environment: "…", key: "…", object: "…" },
};

function hrefOf({ subjectKind, subjectId }: Activity): string | null {
	switch (subjectKind) {
		case "run":
			return `/runs/${subjectId}`;
		case "deployment":
			return `/deployments/${subjectId}`;
		case "runbook-run":
			return `/runbook-runs/${subjectId}`;
		case "incident":
			return `/incidents/${subjectId}`;
		case "artifact":
		case "pull-request":
			return `/thread/${subjectKind}/${subjectId}`;
		default:
			return null;
	}
}
