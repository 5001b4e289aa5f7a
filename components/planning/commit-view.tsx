"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { NodeState } from "#components/insights/node-state.tsx";
import { Rail } from "#components/loop/rail.tsx";
import { Card } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { Key } from "#components/ui/key.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CommitView as Commit } from "#server/views/commits/schema.ts";
import { commitQuery } from "./queries.ts";
import { asStatus } from "./whereabouts.tsx";

/** One commit: what it was for, what was built of it, and where that runs. */
export function CommitView({ sha }: { sha: string }) {
	const query = useQuery(commitQuery(sha));
	return <Loaded query={query}>{(commit) => <LoadedCommit commit={commit} />}</Loaded>;
}

function LoadedCommit({ commit }: { commit: Commit }) {
	const t = useTranslations("planning.commit");
	const [title = "", ...rest] = commit.message.split("\n");
	const body = rest.join("\n").trim();
	return (
		<>
			<PageHeader
				title={title}
				meta={
					<>
						<Key copyable>{commit.sha}</Key>
						<span>{t("by", { author: commit.author.name, repository: commit.repository })}</span>
						<Time value={commit.authoredAt} />
					</>
				}
				actions={<ExternalLink href={commit.url}>{t("onGitHub")}</ExternalLink>}
			/>
			<Rail stations={commit.stations} />
			<div className="mt-4 grid gap-4 lg:grid-cols-2">
				{body && (
					<Card title={t("message")} className="lg:col-span-2">
						<p className="max-w-[72ch] whitespace-pre-wrap">{body}</p>
					</Card>
				)}
				<CommitOrigin commit={commit} />
				<CommitBuilds commit={commit} />
			</div>
		</>
	);
}

function CommitOrigin({ commit }: { commit: Commit }) {
	const t = useTranslations("planning.commit");
	return (
		<>
			<Card title={t("items")}>
				<Lines none={t("noItems")}>
					{commit.items.map(({ key, title, state }) => (
						<Line key={key} state={<NodeState kind="item" state={state} />}>
							<Link href={`/items/${key}`} className="hover:underline">
								<span className="pr-2 font-mono text-xs">{key}</span>
								{title}
							</Link>
						</Line>
					))}
					{commit.pullRequests.map(({ label, title, state, url }) => (
						<Line key={label} state={<NodeState kind="pull-request" state={state} />}>
							<span className="pr-2 font-mono text-xs">{label}</span>
							<ExternalLink href={url}>{title}</ExternalLink>
						</Line>
					))}
				</Lines>
			</Card>
			<Card title={t("running")}>
				<Lines none={t("nowhere")}>
					{commit.running.map(({ service, environment, status, since }) => (
						<Line key={`${service}${environment}`} state={<Status compact value={asStatus(status)} />} at={since}>
							<Link href={`/services/${encodeURIComponent(service)}`} className="hover:underline">
								{service} · {environment}
							</Link>
						</Line>
					))}
				</Lines>
			</Card>
		</>
	);
}

function CommitBuilds({ commit }: { commit: Commit }) {
	const t = useTranslations("planning.commit");
	return (
		<>
			<Card title={t("runs")}>
				<Lines none={t("noRuns")}>
					{commit.runs.map(({ id, name, number, state, at }) => (
						<Line key={id} state={<NodeState kind="run" state={state} />} at={at}>
							<Link href={`/runs/${id}`} className="hover:underline">
								{name} #{number}
							</Link>
						</Line>
					))}
				</Lines>
			</Card>
			<Card title={t("images")}>
				<Lines none={t("noImages")}>
					{commit.images.map(({ digest, version, repository, createdAt }) => (
						<Line key={digest} at={createdAt}>
							<Link href={`/artifacts/${encodeURIComponent(digest)}`} className="pr-2 hover:underline">
								{version ?? repository}
							</Link>
							<Digest value={digest} />
						</Line>
					))}
				</Lines>
			</Card>
		</>
	);
}

const Lines = ({ none, children }: { none: string; children: ReactNode[] | [ReactNode[], ReactNode[]] }) =>
	children.flat().length === 0 ? <p className="text-muted">{none}</p> : <ul className="space-y-1.5">{children}</ul>;

type LineProps = { state?: ReactNode; at?: string | null; children: ReactNode };

const Line = ({ state, at, children }: LineProps) => (
	<li className="flex min-w-0 items-center gap-2">
		{state}
		<span className="min-w-0 flex-1 truncate">{children}</span>
		{at && <Time value={at} className="shrink-0 text-faint text-xs" />}
	</li>
);
