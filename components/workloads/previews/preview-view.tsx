"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { ActorName } from "#components/deployments/actor-name.tsx";
import { DispatchButton } from "#components/pipelines/dispatch-button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PreviewDetail } from "#server/workloads/previews/schema.ts";
import { ClusterEvents } from "../cluster-events.tsx";
import { PodTable } from "../pod-table.tsx";
import { PreviewActions } from "./preview-actions.tsx";
import { PreviewCost } from "./preview-cost.tsx";
import { PreviewFacts } from "./preview-facts.tsx";
import { PreviewStatus } from "./preview-status.tsx";
import { previewQuery } from "./queries.ts";
import { usePreviewSentence } from "./use-preview-sentence.ts";

/** A preview: its address, its pods as they are now, when it ends, what it costs. */
export function PreviewView({ id }: { id: string }) {
	const first = useQuery(previewQuery(id));
	const query = useQuery(previewQuery(id, first.data?.service.name));
	return <Loaded query={query}>{(preview) => <View preview={preview} />}</Loaded>;
}

function View({ preview }: { preview: PreviewDetail }) {
	const t = useTranslations("previews");
	const { service, pull, status, actor, requestedAt, url, pods, ready, replicas, events, name } = preview;
	return (
		<>
			<PageHeader
				title={t("headline", { service: service.title, number: pull.number })}
				crumb={`${service.title} #${pull.number}`}
				meta={
					<>
						<PreviewStatus value={status} />
						<Link href={`/services/${service.name}?tab=deployments`} className="hover:underline">
							{service.title}
						</Link>
						<ExternalLink href={pull.url}>
							#{pull.number} {pull.title}
						</ExternalLink>
						<span>
							{preview.source === "label" ? t("byLabel") : <ActorName actor={actor} />} · <Time value={requestedAt} />
						</span>
					</>
				}
				actions={<PreviewActions preview={preview} />}
			/>
			{url && status !== "ended" && status !== "ending" && (
				<p className="break-all pb-3 text-lg">
					{status === "ready" ? (
						<ExternalLink href={url}>{url}</ExternalLink>
					) : (
						<span className="text-muted">{url}</span>
					)}
				</p>
			)}
			<Problem preview={preview} />
			<div className="mt-4 space-y-4">
				<Card flush title={t("pods")} aside={<span className="text-muted">{t("ready", { ready, replicas })}</span>}>
					{pods.length === 0 ? (
						<p className="px-3.5 py-2.5 text-muted">{t(`noPodsDetail.${status}`)}</p>
					) : (
						<PodTable pods={pods} label={t("podsOf", { name })} logsHref={null} />
					)}
					<ClusterEvents events={events} />
				</Card>
				<div className="grid grid-cols-2 items-start gap-4 max-lg:grid-cols-1">
					<div className="space-y-4">
						<PreviewCost preview={preview} />
						<Notes preview={preview} />
					</div>
					<Card title={t("facts")}>
						<PreviewFacts preview={preview} />
					</Card>
				</div>
			</div>
		</>
	);
}

/** Why it is not ready, in a sentence, and what helps. */
function Problem({ preview: { problem, status, pull, commitSha, service } }: { preview: PreviewDetail }) {
	const t = useTranslations("previews");
	const sentence = usePreviewSentence();
	const newer = problem === null && commitSha !== null && commitSha !== pull.headSha && status !== "ended";
	if (!problem && !newer) return null;
	const bad = status === "failed" || problem?.code === "namespace-stuck";
	return (
		<div className="flex flex-wrap items-center gap-3 rounded-lg border bg-surface px-3.5 py-2.5" role="status">
			<p className={bad ? "min-w-0 flex-1 break-words text-failing" : "min-w-0 flex-1 break-words"}>
				{problem ? sentence("problem", problem) : t("newerCommit", { sha: pull.headSha.slice(0, 7) })}
			</p>
			{(newer || problem?.code === "no-image") && <DispatchButton service={service.name} gitRef={pull.headRef} />}
		</div>
	);
}

/** What is different from the environment it was copied from. */
function Notes({ preview: { notes, environment } }: { preview: PreviewDetail }) {
	const t = useTranslations("previews");
	const sentence = usePreviewSentence();
	if (notes.length === 0) return null;
	return (
		<Card title={t("differs", { environment })}>
			<ul className="list-disc space-y-1 pl-4">
				{notes.map((note) => (
					<li key={JSON.stringify(note)} className="break-words">
						{sentence("note", note)}
					</li>
				))}
			</ul>
		</Card>
	);
}
