"use client";

import { useTranslations } from "next-intl";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Container, Pod } from "#server/workloads/schema.ts";

/** Ready, or why not, in the cluster's word. */
export function PodStatus({ pod }: { pod: Pod }) {
	const t = useTranslations("workloads");
	return (
		<span title={pod.message ?? undefined}>
			<Status
				value={statusOf(pod)}
				label={pod.deleting ? t("ending") : (pod.reason ?? (pod.ready ? t("isReady") : pod.phase))}
			/>
		</span>
	);
}

const statusOf = (pod: Pod): StatusValue => {
	if (pod.deleting) return "paused";
	if (pod.ready) return "healthy";
	return pod.reason && /Error|BackOff|Crash|Failed|OOM/.test(pod.reason) ? "failing" : "progressing";
};

/** How often, and how the run before ended: reason, exit code, when. */
export function PodRestarts({ pod }: { pod: Pod }) {
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
export function PodResources({ containers }: Pick<Pod, "containers">) {
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
