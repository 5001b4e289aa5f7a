"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { SizingCard } from "#components/metrics/sizing-card.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { DataAge } from "#components/ui/data-age.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Key } from "#components/ui/key.tsx";
import type { Autoscaler } from "#server/workloads/autoscaling/schema.ts";
import type { Workload } from "#server/workloads/schema.ts";
import { AutoscalerRow } from "./autoscaler-row.tsx";
import { ClusterEvents } from "./cluster-events.tsx";
import { OperateMenu } from "./operate-menu.tsx";
import { autoscalersQuery, serviceWorkloadsQuery } from "./queries.ts";
import { TerminalSessions } from "./terminal/terminal-sessions.tsx";
import { WorkloadChanges } from "./workload-changes.tsx";
import { WorkloadPods } from "./workload-pods.tsx";

/** The workloads of a service in every cluster: pods, containers, events. */
export function WorkloadsPanel({ service, environment }: { service: string; environment?: string }) {
	const t = useTranslations("workloads");
	const query = useQuery(serviceWorkloadsQuery(service, environment));
	const { data: scaled } = useQuery(autoscalersQuery(service));
	return (
		<Loaded query={query}>
			{({ items }) =>
				items.length === 0 ? (
					<EmptyState title={t("empty")}>{t("emptyDetail", { service })}</EmptyState>
				) : (
					<div className="space-y-4">
						{items.map((workload) => (
							<WorkloadCard
								key={workload.id}
								{...{ service, workload }}
								autoscalers={scaled?.items.filter(({ workloadId }) => workloadId === workload.id) ?? []}
							/>
						))}
						{placesOf(items).map((place) => (
							<SizingCard key={place} service={service} environment={place} />
						))}
						<WorkloadChanges service={service} environment={environment} />
						<TerminalSessions service={service} />
					</div>
				)
			}
		</Loaded>
	);
}

/** The environments of workloads, each once, in their order. */
const placesOf = (workloads: readonly Workload[]): string[] => [
	...new Set(workloads.flatMap(({ environment }) => environment ?? [])),
];

type CardProps = { service: string; workload: Workload; autoscalers: readonly Autoscaler[] };

function WorkloadCard({ service, workload, autoscalers }: CardProps) {
	const t = useTranslations("workloads");
	const { kind, namespace, name, cluster, environment, ready, desired, revision, paused, changeCause } = workload;
	return (
		<Card
			flush
			title={
				<span className="inline-flex items-center gap-2">
					{environment ?? namespace} <span className="text-muted">{kind}</span>
					<Key copyable>{`${namespace}/${name}`}</Key>
				</span>
			}
			aside={
				<span className="flex items-center gap-3 text-muted text-sm">
					{paused && <Badge tone="warning">{t("paused")}</Badge>}
					{revision !== null && <span>{t("revision", { revision })}</span>}
					<span>{t("ready", { ready, desired })}</span>
					<span>{cluster}</span>
					{workload.stale && <DataAge observedAt={workload.seenAt} source={cluster} />}
					{environment && workload.mayOperate && <OperateMenu service={service} workload={workload} />}
				</span>
			}
		>
			<WorkloadPods {...{ service, workload }} />
			{autoscalers.map((autoscaler) => (
				<AutoscalerRow key={autoscaler.id} {...{ service, workload, autoscaler }} />
			))}
			{changeCause && (
				<p className="truncate border-t px-3.5 py-2 text-muted text-xs">{t("changeCause", { changeCause })}</p>
			)}
			<ClusterEvents events={workload.events} />
		</Card>
	);
}
