"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { RunArtifacts } from "#components/artifacts/run-artifacts.tsx";
import { threadQuery } from "#components/insights/queries.ts";
import { Rail } from "#components/loop/rail.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunDetail } from "#server/pipelines/schema.ts";
import { Elapsed } from "./elapsed.tsx";
import { JobCard } from "./job-card.tsx";
import { runQuery } from "./queries.ts";
import { RunFacts } from "./run-facts.tsx";
import { RunStatus } from "./run-status.tsx";

/** A run as it goes: jobs and steps, and at its end the images it pushed. */
export function RunView({ id }: { id: string }) {
	const t = useTranslations("pipelines");
	const query = useQuery(runQuery(id));
	const thread = useQuery(threadQuery("run", id));
	return (
		<Loaded query={query}>
			{(run) => (
				<>
					<RunHeader run={run} />
					<Rail stations={thread.data?.stations} />
					<div className="grid grid-cols-[minmax(0,1fr)_minmax(280px,360px)] items-start gap-4 pt-2 max-lg:grid-cols-1">
						<section aria-label={t("jobs")} className="space-y-3">
							{run.jobs.map((job) => (
								<JobCard key={job.id} job={job} />
							))}
							{run.jobs.length === 0 && <p className="rounded-lg border border-dashed p-4 text-muted">{t("noJobs")}</p>}
						</section>
						<div className="space-y-4">
							<RunArtifacts run={run} />
							<Card title={t("about")}>
								<RunFacts run={run} />
							</Card>
						</div>
					</div>
				</>
			)}
		</Loaded>
	);
}

function RunHeader({ run }: { run: RunDetail }) {
	const t = useTranslations("pipelines");
	return (
		<PageHeader
			title={`${run.workflow ?? run.name} #${run.number}`}
			meta={
				<>
					<span aria-live="polite">
						<RunStatus status={run.status} conclusion={run.conclusion} />
					</span>
					<Elapsed from={run.startedAt ?? run.createdAt} to={run.status === "completed" ? run.completedAt : null} />
					{run.service ? (
						<Link href={`/services/${run.service}`} className="font-medium text-text hover:underline">
							{run.service}
						</Link>
					) : (
						<span>{run.repository}</span>
					)}
					<span>{t("startedBy", { actor: run.actor ?? "—" })}</span>
					<Time value={run.createdAt} />
					{run.attempt > 1 && <span>{t("attempt", { attempt: run.attempt })}</span>}
					<ExternalLink href={run.url}>GitHub</ExternalLink>
				</>
			}
			description={run.commitTitle}
			actions={<ButtonLink href={`/thread/run/${run.id}`}>{t("followThread")}</ButtonLink>}
		/>
	);
}
