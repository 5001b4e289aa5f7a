"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { Elapsed } from "#components/pipelines/elapsed.tsx";
import { JobCard } from "#components/pipelines/job-card.tsx";
import { runQuery } from "#components/pipelines/queries.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunbookRunDetail } from "#server/incidents/runbooks/schema.ts";
import { runbookRunQuery } from "./queries.ts";
import { RunbookDecision } from "./runbook-decision.tsx";
import { RunbookOutput } from "./runbook-output.tsx";
import { RunbookRunFacts } from "./runbook-run-facts.tsx";
import { RunbookStatus } from "./runbook-status.tsx";
import { StopButton } from "./stop-button.tsx";

/** A run of a runbook: who asked for what, whose word it waits for, its jobs as they go, what it wrote. */
export function RunbookRunView({ id }: { id: string }) {
	const query = useQuery(runbookRunQuery(id));
	return <Loaded query={query}>{(run) => <RunbookRun run={run} />}</Loaded>;
}

function RunbookRun({ run }: { run: RunbookRunDetail }) {
	const t = useTranslations("runbooks");
	const begun = run.status !== "waiting" && run.status !== "rejected" && run.status !== "withdrawn";
	return (
		<>
			<Header run={run} />
			<div className="grid grid-cols-[minmax(0,1fr)_minmax(280px,360px)] items-start gap-4 pt-2 max-lg:grid-cols-1">
				<div className="space-y-4">
					{run.status === "waiting" && <RunbookDecision run={run} />}
					{run.failure && (
						<ErrorState
							title={t(run.failure.code === "run.gone" ? "endUnknown" : "neverBegan")}
							detail={run.failure.detail}
						/>
					)}
					{run.run && <Jobs runId={run.run.id} />}
					{run.status === "requested" && !run.run && <p className="text-muted">{t("jobsSoon")}</p>}
					{begun && run.run && (
						<Card title={t("output")}>
							{run.finishedAt ? <RunbookOutput run={run} /> : <p className="text-muted">{t("outputLater")}</p>}
						</Card>
					)}
				</div>
				<Card title={t("facts")}>
					<RunbookRunFacts run={run} />
				</Card>
			</div>
		</>
	);
}

function Header({ run }: { run: RunbookRunDetail }) {
	const t = useTranslations("runbooks");
	const { incident, service, environment, run: started } = run;
	return (
		<PageHeader
			title={run.title}
			description={run.reason}
			meta={
				<>
					<span aria-live="polite">
						<RunbookStatus run={run} />
					</span>
					{run.startedAt && <Elapsed from={run.startedAt} to={run.finishedAt} />}
					<Link href={`/services/${service.name}`} className="font-medium text-text hover:underline">
						{service.title}
					</Link>
					<span>{environment.title}</span>
					{incident && (
						<span>
							{t.rich("forIncident", {
								number: incident.number,
								link: (text) => (
									<Link href={`/incidents/${incident.number}`} className="font-medium text-text hover:underline">
										{text}
									</Link>
								),
							})}
						</span>
					)}
					<span>{t("by", { name: run.by.name ?? run.by.login ?? run.by.id })}</span>
					<Time value={run.requestedAt} />
					{started && <ExternalLink href={started.url}>GitHub</ExternalLink>}
				</>
			}
			actions={
				<>
					{started && <ButtonLink href={`/thread/run/${started.id}`}>{t("followThread")}</ButtonLink>}
					{run.mayStop && <StopButton run={run} />}
				</>
			}
		/>
	);
}

/** The jobs of its workflow run, as they go. */
function Jobs({ runId }: { runId: string }) {
	const t = useTranslations("runbooks");
	const query = useQuery(runQuery(runId));
	return (
		<section aria-label={t("jobs")} className="space-y-3">
			<Loaded query={query}>
				{({ jobs }) =>
					jobs.length === 0 ? (
						<p className="text-muted">{t("jobsSoon")}</p>
					) : (
						jobs.map((job) => <JobCard key={job.id} job={job} />)
					)
				}
			</Loaded>
		</section>
	);
}
