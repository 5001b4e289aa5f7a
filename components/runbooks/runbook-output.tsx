"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { RunStatus } from "#components/pipelines/run-status.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import type { RunbookRunDetail, RunbookOutput as Value } from "#server/incidents/runbooks/schema.ts";

const looks = { plain: "", group: "font-medium", warning: "text-degraded", error: "text-failing" } as const;

/** The end of what a run's jobs wrote. It comes from outside and is shown as text. */
export function RunbookOutput({ run }: { run: Pick<RunbookRunDetail, "output" | "mayReadOutput" | "run"> }) {
	const t = useTranslations("runbooks");
	if (!run.mayReadOutput) return <p className="text-muted">{t("outputHidden")}</p>;
	if (!run.output || run.output.length === 0) return <p className="text-muted">{t("outputNone")}</p>;
	return (
		<div className="space-y-3">
			{run.output.map((job, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: kept for good, in this order.
				<JobOutput key={index} job={job} url={run.run?.url ?? null} />
			))}
		</div>
	);
}

function JobOutput({ job, url }: { job: Value[number]; url: string | null }) {
	const t = useTranslations("runbooks");
	const { name, conclusion, kept, total, lines } = job;
	return (
		<section aria-label={name || t("output")}>
			{name && (
				<h3 className="mb-1 flex items-center gap-2 font-medium text-xs">
					{name} <RunStatus status="completed" conclusion={conclusion} />
				</h3>
			)}
			{(kept === "gone" || kept === "unreadable") && (
				<p className="text-muted">
					{t(kept === "gone" ? "outputGone" : "outputUnreadable")} <ExternalLink href={url}>GitHub</ExternalLink>
				</p>
			)}
			{kept === "end" && <p className="mb-1 text-muted text-xs">{t("outputCut", { shown: lines.length, total })}</p>}
			{kept === "whole" && lines.length === 0 && <p className="text-muted">{t("outputNone")}</p>}
			{lines.length > 0 && <Lines lines={lines} />}
		</section>
	);
}

/** Begins at the end, where what came of it stands. */
function Lines({ lines }: { lines: Value[number]["lines"] }) {
	const box = useRef<HTMLPreElement>(null);
	useEffect(() => {
		box.current?.scrollTo(0, box.current.scrollHeight);
	}, []);
	return (
		<pre
			ref={box}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it with the arrow keys.
			tabIndex={0}
			className="max-h-96 overflow-auto rounded-md border bg-bg p-2 font-mono text-xs leading-5"
		>
			{lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: kept for good, in this order.
				<span key={index} className={clsx("block whitespace-pre-wrap break-words", looks[line.kind])}>
					{line.text || " "}
				</span>
			))}
		</pre>
	);
}
