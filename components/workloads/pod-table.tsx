"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Container, Pod } from "#server/workloads/schema.ts";
import { PodLogSheet } from "./pod-log-sheet.tsx";
import { TerminalButton, type TerminalPlace } from "./terminal/terminal-button.tsx";

const TerminalDialog = dynamic(() => import("./terminal/terminal-dialog.tsx").then((module) => module.TerminalDialog), {
	ssr: false,
});

const statusOf = (pod: Pod): StatusValue => {
	if (pod.deleting) return "paused";
	if (pod.ready) return "healthy";
	return pod.reason && /Error|BackOff|Crash|Failed|OOM/.test(pod.reason) ? "failing" : "progressing";
};

type Props = {
	pods: readonly Pod[];
	label: string;
	/** Where the logs of these pods are followed; null where they are not. */
	logsHref: string | null;
	/** Where terminals may be opened, or why not; left out where there are none. */
	terminal?: TerminalPlace | undefined;
	/** Below the last pod. */
	footer?: ReactNode;
};

/** Pods with state and reason, restarts with the last exit, requests and limits, node, age, log. */
export function PodTable({ pods, label, logsHref, terminal, footer }: Props) {
	const t = useTranslations("workloads");
	const [shown, setShown] = useState<Pod | null>(null);
	// Kept beside the rows: a terminal whose pod is gone still says how it ended.
	const [entered, setEntered] = useState<Pod | null>(null);
	const hasTerminals = terminal !== undefined;
	// Kept, so that only rows are drawn again whose pod has changed.
	const columns = useMemo(
		() => columnsOf(t, { log: setShown, terminal: hasTerminals ? setEntered : null }),
		[t, hasTerminals],
	);
	return (
		<>
			<DataTable label={label} columns={columns} rows={pods} rowKey={(pod) => pod.id} footer={footer} />
			{terminal && entered && <TerminalDialog pod={entered} place={terminal} onClose={() => setEntered(null)} />}
			{shown && (
				<PodLogSheet
					pod={shown}
					liveHref={logsHref && `${logsHref}&pod=${shown.name}`}
					onClose={() => setShown(null)}
				/>
			)}
		</>
	);
}

type Show = { log: (pod: Pod) => void; terminal: ((pod: Pod) => void) | null };

const columnsOf = (t: ReturnType<typeof useTranslations<"workloads">>, show: Show): Column<Pod>[] => [
	{
		key: "pod",
		header: t("column.pod"),
		cell: (pod) => (
			<span className="font-mono text-xs" title={pod.name}>
				{pod.name}
			</span>
		),
	},
	{
		key: "state",
		header: t("column.state"),
		width: "150px",
		cell: (pod) => (
			<span title={pod.message ?? undefined}>
				<Status
					value={statusOf(pod)}
					label={pod.deleting ? t("ending") : (pod.reason ?? (pod.ready ? t("isReady") : pod.phase))}
				/>
			</span>
		),
	},
	{
		key: "digest",
		header: t("column.digest"),
		width: "116px",
		wide: true,
		cell: (pod) => (pod.digest ? <Digest value={pod.digest} /> : "—"),
	},
	{
		key: "restarts",
		header: t("column.restarts"),
		width: "218px",
		wide: true,
		cell: (pod) => <Restarts pod={pod} />,
	},
	{
		key: "resources",
		header: t("column.resources"),
		width: "196px",
		wide: true,
		cell: ({ containers }) => <Resources containers={containers} />,
	},
	{ key: "node", header: t("column.node"), width: "90px", wide: true, cell: (pod) => pod.node ?? "—" },
	{
		key: "age",
		header: t("column.age"),
		wide: true,
		width: "100px",
		align: "right",
		cell: (pod) => <Time value={pod.createdAt} />,
	},
	...(show.terminal ? [terminalColumn(<span className="sr-only">{t("column.terminal")}</span>, show.terminal)] : []),
	{
		key: "log",
		header: <span className="sr-only">{t("column.log")}</span>,
		width: "122px",
		align: "right",
		cell: (pod) => (
			<Button size="sm" look="quiet" onClick={() => show.log(pod)}>
				{t("showLog")}
			</Button>
		),
	},
];

const terminalColumn = (header: ReactNode, onOpen: (pod: Pod) => void): Column<Pod> => ({
	...{ key: "terminal", header, width: "52px", wide: true, align: "right" },
	cell: (pod) => <TerminalButton pod={pod} onOpen={() => onOpen(pod)} />,
});

/** How often, and how the run before ended: reason, exit code, when. */
function Restarts({ pod }: { pod: Pod }) {
	const t = useTranslations("workloads");
	const ended = pod.containers.filter(({ lastReason, lastExitCode }) => lastReason !== null || lastExitCode !== null);
	const last = ended.toSorted((a, b) => (a.lastFinishedAt ?? "").localeCompare(b.lastFinishedAt ?? "")).at(-1);
	if (pod.restarts === 0) return <span className="text-muted">0</span>;
	return (
		<span className="text-degraded">
			{pod.restarts}
			{last && ` · ${t("lastExit", { reason: last.lastReason ?? "—", code: String(last.lastExitCode ?? "—") })}`}
			{last?.lastFinishedAt && (
				<>
					{" · "}
					<Time value={last.lastFinishedAt} />
				</>
			)}
		</span>
	);
}

/** "50m / 500m · 64Mi / 256Mi": request and limit of CPU, then of memory; of each container on hover. */
function Resources({ containers }: Pick<Pod, "containers">) {
	const [first, ...others] = containers;
	if (!first) return "—";
	return (
		<span title={containers.map((one) => `${one.name}: ${resources(one)}`).join("\n")}>
			{resources(first)}
			{others.length > 0 && <span className="text-muted"> +{others.length}</span>}
		</span>
	);
}

function resources({ requests, limits }: Container): string {
	const pair = (name: string) => `${requests[name] ?? "—"} / ${limits[name] ?? "—"}`;
	return `${pair("cpu")} · ${pair("memory")}`;
}
