"use client";

import { Download, Link2, Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/field.tsx";
import { FilterChips } from "#components/ui/filter-chips.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useCopy } from "#components/ui/use-copy.ts";
import { downloadLines } from "./download-lines.ts";
import type { BookLine } from "./log-book.ts";
import type { LogState } from "./log-follower.ts";
import { useLogParams } from "./log-params.ts";
import { LogPhase } from "./log-phase.tsx";

const severities = ["debug", "info", "warning", "error", "fatal"] as const;

type Props = {
	name: string;
	/** The one that is shown. */
	environment: string;
	environments: readonly { value: string; label: string }[];
	log: LogState;
	lines: readonly BookLine[];
	paused: boolean;
	onPause: (paused: boolean) => void;
};

/** What is shown of the log, and what may be done with it. */
export function LogToolbar({ name, environment, environments, log, lines, paused, onPause }: Props) {
	const t = useTranslations("logs");
	const [params, setParams] = useLogParams();
	const pods = [...new Set(log.sources.map(({ pod }) => pod))].sort();
	const shown = environments.find(({ value }) => value === environment)?.label;
	const link = linkTo(lines, environment);
	const { copied, copy } = useCopy(link ?? "");
	return (
		<FilterChips
			search={t("search")}
			filters={[
				{
					name: "environment",
					label: params.environment ? t("environment") : (shown ?? environment),
					options: environments,
				},
				{
					name: "severity",
					label: t("leastSeverity"),
					options: severities.map((value) => ({ value, label: t(`severity.${value}`) })),
				},
				{ name: "pod", label: t("column.pod"), options: pods.map((value) => ({ value, label: value })) },
			]}
		>
			<Checkbox
				label={t("previous")}
				checked={params.previous}
				onChange={(previous) => void setParams({ previous: previous || null })}
			/>
			<LogPhase log={log} paused={paused} />
			{params.to ? (
				<Button size="sm" onClick={() => void setParams({ from: null, to: null })}>
					{t("goLive")}
				</Button>
			) : (
				<Button
					size="sm"
					aria-pressed={paused}
					icon={paused ? <Play aria-hidden size={12} /> : <Pause aria-hidden size={12} />}
					onClick={() => onPause(!paused)}
				>
					{paused ? t("resume") : t("pause")}
				</Button>
			)}
			<IconButton
				label={copied ? t("linkCopied") : t("copyLink")}
				icon={<Link2 aria-hidden size={14} />}
				disabled={link === null}
				onClick={copy}
			/>
			<IconButton
				label={t("download")}
				icon={<Download aria-hidden size={14} />}
				disabled={lines.length === 0}
				onClick={() => downloadLines(lines, name)}
			/>
		</FilterChips>
	);
}

/** The address of this log between the first and the last line that are there; null while there is none. */
function linkTo(lines: readonly BookLine[], environment: string): string | null {
	const [first, last] = [lines[0]?.at, lines.at(-1)?.at];
	if (!first || !last || typeof window === "undefined") return null;
	const url = new URL(window.location.href);
	url.searchParams.set("environment", environment);
	url.searchParams.set("from", `${first.slice(0, 23)}Z`);
	url.searchParams.set("to", new Date(Date.parse(last) + 1).toISOString());
	return url.href;
}
