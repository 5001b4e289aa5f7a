"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { PodProgress } from "#server/deployments/schema.ts";

export type PodState = "ready" | "starting" | "broken" | "ending";

const broken = /CrashLoop|Error|BackOff|Failed|OOMKilled|InvalidImage|Evicted/;

/** What a pod does, from its own words. */
export function podState({
	ready,
	deleting,
	reason,
	phase,
}: Pick<PodProgress, "ready" | "deleting" | "reason" | "phase">): PodState {
	if (deleting) return "ending";
	if (ready) return "ready";
	return (reason && broken.test(reason)) || phase === "Failed" ? "broken" : "starting";
}

/** Each state differs in shape as well as in colour: filled, dashed, crossed, faded. */
const faces: Record<PodState, string> = {
	ready: "border-healthy bg-healthy-soft text-healthy",
	starting: "border-dashed border-progressing text-progressing",
	broken: "border-failing bg-failing-soft text-failing rounded-none",
	ending: "border-line-strong border-dotted text-faint opacity-60",
};

/** Letters, since hundreds of pictures cost far more to paint. */
const signs: Record<PodState, string> = { ready: "✓", starting: "–", broken: "✕", ending: "–" };

/**
 * One pod as a cell. Of hundreds only those are drawn again whose pod has changed: what is read anew keeps what is equal.
 * What more there is to say of it the list around it shows (`podFacts`).
 */
export const PodCell = memo(function PodCell({ pod }: { pod: PodProgress }) {
	const t = useTranslations("deployments");
	const state = podState(pod);
	return (
		<li>
			<button
				type="button"
				data-pod-state={state}
				data-told={pod.uid}
				aria-label={`${pod.name}: ${t(`podState.${state}`)}${pod.reason ? `, ${pod.reason}` : ""}`}
				className={clsx(
					// Without a transition: hundreds at once are repainted frame by frame.
					"flex size-7 items-center justify-center rounded-md border-2 font-semibold text-xs tabular-nums",
					faces[state],
				)}
			>
				{pod.restarts > 0 ? pod.restarts : signs[state]}
			</button>
		</li>
	);
});

/** Name, state, reason, message, restarts and node of a pod. */
export function PodFacts({ pod }: { pod: PodProgress }) {
	const t = useTranslations("deployments");
	return (
		<div className="space-y-0.5">
			<p className="font-mono">{pod.name}</p>
			<p>
				{t(`podState.${podState(pod)}`)}
				{pod.reason && ` · ${pod.reason}`}
			</p>
			{pod.message && <p className="text-muted">{pod.message.slice(0, 240)}</p>}
			<p className="text-muted">{t("podFacts", { restarts: pod.restarts, node: pod.node ?? "—" })}</p>
		</div>
	);
}
