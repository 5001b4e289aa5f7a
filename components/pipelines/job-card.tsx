"use client";

import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import type { RunDetail, RunStep } from "#server/pipelines/schema.ts";
import { Elapsed } from "./elapsed.tsx";
import { RunStatus } from "./run-status.tsx";

type Job = RunDetail["jobs"][number];

/** A job and its steps, as they go. */
export function JobCard({ job }: { job: Job }) {
	const t = useTranslations("pipelines");
	return (
		<Card
			title={job.name}
			flush
			aside={
				<span className="flex items-center gap-3 text-muted text-xs">
					<ExternalLink href={job.url}>{t("log")}</ExternalLink>
					<Elapsed from={job.startedAt} to={job.status === "completed" ? (job.completedAt ?? job.startedAt) : null} />
					<RunStatus status={job.status} conclusion={job.conclusion} />
				</span>
			}
		>
			{job.steps.length === 0 && (
				<p className="px-3.5 py-2 text-muted">{job.status === "queued" ? t("waitsForRunner") : t("noSteps")}</p>
			)}
			<ol>
				{job.steps.map((step) => (
					<Step key={step.number} step={step} />
				))}
			</ol>
		</Card>
	);
}

function Step({ step }: { step: RunStep }) {
	return (
		<li className="flex h-7 items-center gap-2.5 px-3.5 max-md:h-9">
			<RunStatus status={step.status} conclusion={step.conclusion} compact />
			<span className="min-w-0 flex-1 truncate">{step.name}</span>
			{step.startedAt && (
				<span className="text-faint text-xs">
					<Elapsed
						from={step.startedAt}
						to={step.status === "completed" ? (step.completedAt ?? step.startedAt) : null}
					/>
				</span>
			)}
		</li>
	);
}
