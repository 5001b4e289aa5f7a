"use client";

import { ScrollText } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Pod } from "#server/workloads/schema.ts";
import { PodName } from "./pod-name.tsx";
import { PodSheet } from "./pod-sheet.tsx";
import { PodResources, PodRestarts, PodStatus } from "./pod-state.tsx";
import { TerminalButton, type TerminalPlace } from "./terminal/terminal-button.tsx";

const TerminalDialog = dynamic(() => import("./terminal/terminal-dialog.tsx").then((module) => module.TerminalDialog), {
	ssr: false,
});

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

/** Pods with state and reason, restarts with the last exit, requests and limits, node, age; a row opens all of it, with the log. */
export function PodTable({ pods, label, logsHref, terminal, footer }: Props) {
	const t = useTranslations("workloads");
	const [shown, setShown] = useState<Pod | null>(null);
	// Kept beside the rows: a terminal whose pod is gone still says how it ended.
	const [entered, setEntered] = useState<Pod | null>(null);
	const hasTerminals = terminal !== undefined;
	// Kept, so that only rows are drawn again whose pod has changed.
	const columns = useMemo(
		() => columnsOf(t, { pod: setShown, terminal: hasTerminals ? setEntered : null }),
		[t, hasTerminals],
	);
	return (
		<>
			<DataTable
				label={label}
				columns={columns}
				rows={pods}
				rowKey={(pod) => pod.id}
				onOpen={setShown}
				footer={footer}
			/>
			{terminal && entered && <TerminalDialog pod={entered} place={terminal} onClose={() => setEntered(null)} />}
			{shown && (
				<PodSheet
					pod={pods.find(({ id }) => id === shown.id) ?? shown}
					liveHref={logsHref && `${logsHref}&pod=${shown.name}`}
					onClose={() => setShown(null)}
				/>
			)}
		</>
	);
}

type Show = { pod: (pod: Pod) => void; terminal: ((pod: Pod) => void) | null };

const columnsOf = (t: ReturnType<typeof useTranslations<"workloads">>, show: Show): Column<Pod>[] => [
	{
		key: "pod",
		header: t("column.pod"),
		cell: (pod) => (
			<button type="button" className="max-w-full hover:underline" onClick={() => show.pod(pod)}>
				<PodName name={pod.name} />
			</button>
		),
	},
	{
		key: "state",
		header: t("column.state"),
		width: "150px",
		cell: (pod) => <PodStatus pod={pod} />,
	},
	{
		key: "digest",
		header: t("column.digest"),
		width: "120px",
		widest: true,
		cell: (pod) => (pod.digest ? <Digest value={pod.digest} /> : "—"),
	},
	{
		key: "restarts",
		header: t("column.restarts"),
		width: "190px",
		wide: true,
		cell: (pod) => <PodRestarts pod={pod} />,
	},
	{
		key: "resources",
		header: t("column.resources"),
		width: "190px",
		wide: true,
		cell: ({ containers }) => <PodResources containers={containers} />,
	},
	{
		key: "node",
		header: t("column.node"),
		width: "92px",
		widest: true,
		cell: ({ node }) => (node ? <span title={node}>{node}</span> : "—"),
	},
	{
		key: "age",
		header: t("column.age"),
		wide: true,
		width: "104px",
		align: "right",
		cell: (pod) => <Time value={pod.createdAt} />,
	},
	...(show.terminal ? [terminalColumn(<span className="sr-only">{t("column.terminal")}</span>, show.terminal)] : []),
	{
		key: "log",
		header: <span className="sr-only">{t("column.log")}</span>,
		width: "56px",
		align: "right",
		cell: (pod) => (
			<IconButton
				label={t("showLogOf", { pod: pod.name })}
				icon={<ScrollText size={15} />}
				onClick={() => show.pod(pod)}
			/>
		),
	},
];

const terminalColumn = (header: ReactNode, onOpen: (pod: Pod) => void): Column<Pod> => ({
	...{ key: "terminal", header, width: "56px", wide: true, align: "right" },
	cell: (pod) => <TerminalButton pod={pod} onOpen={() => onOpen(pod)} />,
});
