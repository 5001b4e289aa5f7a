"use client";

import { useTranslations } from "next-intl";
import { Status } from "#components/ui/status.tsx";
import type { LogSource } from "#server/workloads/logs/schema.ts";
import { placeOf } from "./log-book.ts";
import type { PodMark } from "./pod-colours.ts";

type Props = {
	sources: readonly LogSource[];
	left: number;
	dropped: number;
	marks: ReadonlyMap<string, PodMark>;
	onPod: (pod: string) => void;
};

/** Whose lines these are, by colour and name, and whose cannot be read at the moment. */
export function LogSources({ sources, left, dropped, marks, onPod }: Props) {
	const t = useTranslations("logs");
	const failed = sources.filter(({ state }) => state === "failed");
	return (
		<div className="border-b px-3.5 py-1.5 text-muted text-xs">
			<ul aria-label={t("sources")} className="flex flex-wrap gap-x-3 gap-y-1">
				{sources.slice(0, 24).map((source) => {
					const mark = marks.get(placeOf(source));
					return (
						<li key={source.id}>
							<button
								type="button"
								title={mark?.full}
								onClick={() => onPod(source.pod)}
								className="inline-flex min-h-6 items-center gap-1.5 font-mono hover:text-text"
							>
								<span aria-hidden className="h-3 w-0.5" style={{ background: mark?.colour }} />
								{mark?.short}
								{source.state === "ended" && <span className="font-sans text-faint">{t("over")}</span>}
							</button>
						</li>
					);
				})}
				{sources.length > 24 && <li className="self-center">{t("more", { count: sources.length - 24 })}</li>}
			</ul>
			{failed.slice(0, 3).map((source) => (
				<p key={source.id} className="mt-1 flex flex-wrap items-baseline gap-x-2">
					<Status value="degraded" label={t("unreadable", { pod: source.pod, cluster: source.cluster })} />
					<span className="break-words">{source.problem?.message}</span>
				</p>
			))}
			{left > 0 && <p className="mt-1">{t("left", { count: left })}</p>}
			{dropped > 0 && <p className="mt-1">{t("dropped", { count: dropped })}</p>}
		</div>
	);
}
