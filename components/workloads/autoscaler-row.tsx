"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Autoscaler } from "#server/workloads/autoscaling/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { BoundsDialog } from "./bounds-dialog.tsx";

type Props = { service: string; workload: Workload; autoscaler: Autoscaler };

/** An autoscaler: its bounds, what it wants and measures, why it decides or cannot, what it decided last. */
export function AutoscalerRow({ service, workload, autoscaler }: Props) {
	const t = useTranslations("autoscaling");
	const [changing, setChanging] = useState(false);
	const { minReplicas: min, maxReplicas: max, current, desired, metrics, lastScaleAt } = autoscaler;
	const measured = metrics.map((one) =>
		t("metric", { ...one, current: one.current ?? "?", target: one.target ?? "?" }),
	);
	return (
		<div className="border-t px-3.5 py-2 text-sm">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-1">
				<span className="font-medium">{t("title")}</span>
				<span>{t("bounds", { min, max })}</span>
				<span className="text-muted">
					{desired > 0 ? t("wants", { current, desired }) : t("undecided", { current })}
				</span>
				{measured.length > 0 && <span className="text-muted">{measured.join(" · ")}</span>}
				{lastScaleAt && (
					<span className="text-muted">
						{t("lastScale")} <Time value={lastScaleAt} />
					</span>
				)}
				{workload.environment && workload.mayOperate && (
					<Button size="sm" className="ml-auto" onClick={() => setChanging(true)}>
						{t("change")}
					</Button>
				)}
			</div>
			<Conditions autoscaler={autoscaler} />
			<Decisions autoscaler={autoscaler} />
			{changing && <BoundsDialog {...{ service, workload, autoscaler }} onClose={() => setChanging(false)} />}
		</div>
	);
}

/** What keeps it from deciding freely, in plain words and then in the cluster's own. */
function Conditions({ autoscaler }: { autoscaler: Autoscaler }) {
	const t = useTranslations("autoscaling.reason");
	const told = autoscaler.conditions.filter(({ type, status }) =>
		type === "ScalingLimited" ? status === "True" : status === "False",
	);
	return told.map(({ type, reason, message }) => (
		<p key={type} className="mt-1 flex flex-wrap items-baseline gap-x-2">
			<Status value={type === "ScalingLimited" ? "waiting" : "degraded"} label={reason} />
			<span className="min-w-0 max-w-[90ch]" title={message}>
				{t.has(reason) ? t(reason) : message}
			</span>
		</p>
	));
}

function Decisions({ autoscaler: { events } }: { autoscaler: Autoscaler }) {
	const t = useTranslations("autoscaling");
	if (events.length === 0) return null;
	return (
		<details className="mt-1">
			<summary className="cursor-pointer text-muted">{t("decisions", { count: events.length })}</summary>
			<ol className="mt-1 space-y-0.5 text-muted text-xs">
				{events.map(({ id, reason, message, lastAt }) => (
					<li key={id}>
						<Time value={lastAt} /> · {reason} · <span className="break-words">{message}</span>
					</li>
				))}
			</ol>
		</details>
	);
}
