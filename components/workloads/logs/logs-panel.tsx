"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ProblemState } from "#components/api/problem-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { isTyping } from "#components/ui/is-typing.ts";
import { Time } from "#components/ui/time.tsx";
import type { BookLine } from "./log-book.ts";
import type { LogState } from "./log-follower.ts";
import { LogLineDetail } from "./log-line-detail.tsx";
import { LogLines } from "./log-lines.tsx";
import { useLogParams } from "./log-params.ts";
import { LogSources } from "./log-sources.tsx";
import { LogToolbar } from "./log-toolbar.tsx";
import { markPods, type PodMark } from "./pod-colours.ts";
import { useLog } from "./use-log.ts";

type Place = { environment: string; title: string; production: boolean };
type Props = { service: string; environments: readonly Place[] };

/** The logs of all pods of a service in an environment as one, live. */
export function LogsPanel({ service, environments }: Props) {
	const t = useTranslations("logs");
	if (environments.length === 0) return <EmptyState title={t("nowhere")}>{t("nowhereDetail")}</EmptyState>;
	return <Log service={service} environments={environments} />;
}

function Log({ service, environments }: Props) {
	const [params] = useLogParams();
	const standard = environments.find(({ production }) => production) ?? environments.at(-1);
	const environment = params.environment || (standard?.environment ?? "");
	const { log, retry } = useLog({ service, ...params, environment });
	const marks = useMarks(log);
	const { lines, frozen, setPaused } = usePause(log);
	const waiting = frozen ? log.added - frozen.added : 0;
	if (log.phase === "failed") return <ProblemState error={log.problem} onRetry={retry} />;
	return (
		<>
			<LogToolbar
				name={`${service}-${environment}`}
				environment={environment}
				environments={environments.map(({ environment: value, title }) => ({ value, label: title }))}
				{...{ log, lines, paused: frozen !== null, onPause: setPaused }}
			/>
			{params.to && <Range from={params.from} to={params.to} />}
			<LogBox {...{ log, lines, marks, waiting }} pinned={frozen === null && !params.to} onPaused={setPaused} />
		</>
	);
}

function Range({ from, to }: { from: string; to: string }) {
	const t = useTranslations("logs");
	return (
		<p className="pb-2 text-muted text-sm">
			{t("range")} <Time value={from} absolute /> – <Time value={to} absolute />. {t("rangeNote")}
		</p>
	);
}

type BoxProps = {
	log: LogState;
	lines: readonly BookLine[];
	marks: ReadonlyMap<string, PodMark>;
	waiting: number;
	pinned: boolean;
	onPaused: (paused: boolean) => void;
};

function LogBox({ log, lines, marks, waiting, pinned, onPaused }: BoxProps) {
	const t = useTranslations("logs");
	const [params, setParams] = useLogParams();
	const [open, setOpen] = useState<BookLine | null>(null);
	const live = !params.to;
	return (
		<div className="relative overflow-hidden rounded-lg border bg-surface">
			<LogSources
				{...{ sources: log.sources, left: log.left, dropped: log.dropped, marks }}
				onPod={(pod) => void setParams({ pod: params.pod === pod ? null : pod })}
			/>
			{lines.length === 0 && log.begun ? (
				<div className="p-6">
					<EmptyState title={t(log.sources.length === 0 ? "noPods" : "noLines")}>
						{t(log.sources.length === 0 ? "noPodsDetail" : live ? "noLinesDetail" : "noLinesRange")}
					</EmptyState>
				</div>
			) : (
				<LogLines
					{...{ lines, marks, pinned }}
					openKey={open?.key ?? null}
					onOpen={(line) => {
						setOpen(line);
						if (live) onPaused(true);
					}}
					onPinned={(atEnd) => live && onPaused(!atEnd)}
				/>
			)}
			{waiting > 0 && (
				<div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
					<Button look="primary" size="sm" className="pointer-events-auto" onClick={() => onPaused(false)}>
						{t("waiting", { count: waiting })}
					</Button>
				</div>
			)}
			{open && (
				<LogLineDetail
					line={open}
					mark={marks.get(open.place)}
					onFilter={(term) => void setParams({ q: `${params.q} ${term}`.trim() })}
					onClose={() => setOpen(null)}
				/>
			)}
		</div>
	);
}

/** The marks are there in the same drawing as their containers, which have no other name. */
function useMarks({ sources }: LogState): ReadonlyMap<string, PodMark> {
	const [marked, setMarked] = useState({ sources, marks: markPods(sources, new Map()) });
	if (marked.sources === sources) return marked.marks;
	const next = { sources, marks: markPods(sources, marked.marks) };
	setMarked(next);
	return next.marks;
}

/** Paused, the lines stay as they were; Space pauses and goes on. */
function usePause(log: LogState) {
	const [frozen, setFrozen] = useState<LogState | null>(null);
	const setPaused = (paused: boolean) => setFrozen((before) => (paused ? (before ?? log) : null));
	// A log that began anew is not the one that was paused.
	const shown = frozen && log.added >= frozen.added ? frozen : null;
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== " " || event.defaultPrevented || isTyping(event.target)) return;
			if (event.target instanceof Element && event.target.closest("button,a,summary")) return;
			event.preventDefault();
			setFrozen((before) => (before ? null : log));
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [log]);
	return { lines: (shown ?? log).lines, frozen: shown, setPaused };
}
