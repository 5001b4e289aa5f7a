"use client";

import { useTranslations } from "next-intl";
import { memo, useDeferredValue } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { TooltipArea } from "#components/ui/tooltip-area.tsx";
import type { PodProgress, Progress } from "#server/deployments/schema.ts";
import { PodCell, PodFacts } from "./pod-cell.tsx";

type Props = { progress: Progress | null; finished: boolean };

/** The pods of a rollout, moving from old to new. Hundreds of them are drawn in small steps, between which the page stays awake. */
export function PodCells({ progress, finished }: Props) {
	return <Cells progress={useDeferredValue(progress)} finished={finished} />;
}

const Cells = memo(function Cells({ progress, finished }: Props) {
	const t = useTranslations("deployments");
	if (!progress)
		return finished ? (
			<EmptyState title={t("noPodsSeen")}>{t("noPodsSeenDetail")}</EmptyState>
		) : (
			<EmptyState title={t("noPodsYet")}>{t("noPodsYetDetail")}</EmptyState>
		);
	const old = progress.pods.filter((pod) => !pod.new);
	const fresh = progress.pods.filter((pod) => pod.new);
	const factsOf = (uid: string) => {
		const pod = progress.pods.find((one) => one.uid === uid);
		return pod && <PodFacts pod={pod} />;
	};
	return (
		<TooltipArea tell={factsOf} className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
			<Side
				title={t("oldPods", { count: old.filter(({ deleting }) => !deleting).length })}
				pods={old}
				empty={t("noOldPods")}
			/>
			<Side title={t("newPods", { count: fresh.length })} pods={fresh} empty={t("noNewPods")} />
			{progress.more > 0 && (
				<p className="col-span-full text-muted text-xs">{t("morePods", { count: progress.more })}</p>
			)}
			{progress.refused && (
				<p className="col-span-full text-failing">{t("refused", { message: progress.refused.message })}</p>
			)}
		</TooltipArea>
	);
});

function Side({ title, pods, empty }: { title: string; pods: PodProgress[]; empty: string }) {
	const troubled = pods.filter(({ ready, reason, deleting }) => !ready && reason && !deleting);
	return (
		<section aria-label={title} className="min-w-0">
			<h3 className="mb-1.5 text-muted text-xs">{title}</h3>
			{pods.length === 0 ? (
				<p className="text-faint text-sm">{empty}</p>
			) : (
				<ul className="flex flex-wrap gap-1.5 contain-layout contain-style">
					{pods.map((pod) => (
						<PodCell key={pod.uid} pod={pod} />
					))}
				</ul>
			)}
			{troubled.slice(0, 3).map((pod) => (
				<p key={pod.uid} className="mt-2 break-words text-sm">
					<span className="font-mono text-xs">{pod.name}</span>{" "}
					<span className="font-medium text-failing">{pod.reason}</span>{" "}
					{pod.message && (
						<span className="line-clamp-2 text-muted" title={pod.message}>
							{pod.message}
						</span>
					)}
				</p>
			))}
		</section>
	);
}
