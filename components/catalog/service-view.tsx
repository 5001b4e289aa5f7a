"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { ServiceArtifacts } from "#components/artifacts/service-artifacts.tsx";
import { PlaceActions } from "#components/deployments/place-actions.tsx";
import { ServiceDeployments } from "#components/deployments/service-deployments.tsx";
import { OpenIncidents } from "#components/incidents/open-incidents.tsx";
import { Rail } from "#components/loop/rail.tsx";
import { SignalsSparkline } from "#components/metrics/signals-sparkline.tsx";
import { RunTable } from "#components/pipelines/run-table.tsx";
import { RunbooksCard } from "#components/runbooks/runbooks-card.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { ServicePage } from "#server/views/services/schema.ts";
import { ActivityCard } from "./activity-card.tsx";
import { AlertsCard } from "./alerts-card.tsx";
import { ProblemList } from "./catalog-problems.tsx";
import { DependenciesCard } from "./dependencies-card.tsx";
import { EnvironmentCard } from "./environment-card.tsx";
import { serviceQuery } from "./queries.ts";
import { ServiceHeader } from "./service-header.tsx";
import { type ServiceTab, serviceTabs } from "./service-tabs.ts";

const WorkloadsPanel = dynamic(() =>
	import("#components/workloads/workloads-panel.tsx").then((panel) => panel.WorkloadsPanel),
);

const ServiceRunbooks = dynamic(() =>
	import("#components/runbooks/service-runbooks.tsx").then((panel) => panel.ServiceRunbooks),
);

const PreviewsCard = dynamic(() =>
	import("#components/workloads/previews/previews-card.tsx").then((card) => card.PreviewsCard),
);

const ServiceRules = dynamic(() => import("./service-rules.tsx").then((rules) => rules.ServiceRules));

const ConfigurationPanel = dynamic(() =>
	import("#components/workloads/configuration/configuration-panel.tsx").then((panel) => panel.ConfigurationPanel),
);

const LogsPanel = dynamic(() => import("#components/workloads/logs/logs-panel.tsx").then((panel) => panel.LogsPanel));

/** The page of a service: who owns it, how far its newest version has come, what runs where, what happened. */
export function ServiceView({ name, tab }: { name: string; tab: ServiceTab }) {
	const t = useTranslations("catalog");
	const query = useQuery(serviceQuery(name));
	return (
		<Loaded query={query}>
			{(service) => (
				<>
					<ServiceHeader service={service} />
					{service.problems.length > 0 && <ProblemList problems={service.problems} />}
					<Rail stations={service.rail} />
					<Tabs
						label={t("tabs")}
						tabs={serviceTabs.map((each) => ({
							href: each === "overview" ? `/services/${name}` : `/services/${name}?tab=${each}`,
							label: t(`tab.${each}`),
							current: each === tab,
						}))}
					/>
					<div className="pt-4">
						{tab === "overview" && <Overview service={service} />}
						{tab === "runs" && <RunTable filters={{ service: name }} />}
						{tab === "deployments" && (
							<div className="space-y-4">
								<PreviewsCard service={name} />
								<ServiceDeployments service={name} />
							</div>
						)}
						{tab === "workloads" && <WorkloadsPanel service={name} />}
						{tab === "configuration" && <ConfigurationPanel service={name} />}
						{tab === "logs" && <LogsPanel service={name} environments={service.environments} />}
						{tab === "runbooks" && <ServiceRunbooks service={name} />}
						{tab === "rules" && <ServiceRules service={name} />}
						{tab === "artifacts" && <ServiceArtifacts service={name} />}
					</div>
				</>
			)}
		</Loaded>
	);
}

function Overview({ service }: { service: ServicePage }) {
	const t = useTranslations("catalog");
	return (
		<div className="space-y-4">
			<section
				aria-label={t("column.environments")}
				className="grid grid-cols-[repeat(auto-fit,minmax(270px,1fr))] gap-3"
			>
				{service.environments.map((place) => (
					<EnvironmentCard
						service={service.name}
						key={place.environment}
						place={place}
						actions={
							place.mayDeploy ? (
								<PlaceActions service={service.name} environment={{ name: place.environment, title: place.title }} />
							) : (
								<span className="text-muted text-xs">{t("othersDeploy", { team: service.owner?.title ?? "—" })}</span>
							)
						}
						signals={<SignalsSparkline service={service.name} environment={place.environment} />}
					/>
				))}
				{service.environments.length === 0 && (
					<p className="rounded-lg border border-dashed p-4 text-muted">{t("runsNowhere")}</p>
				)}
			</section>
			<div className="grid grid-cols-[minmax(0,1fr)_minmax(280px,360px)] items-start gap-4 max-lg:grid-cols-1">
				<ActivityCard name={service.name} />
				<div className="space-y-4">
					<OpenIncidents service={service.name} />
					<RunbooksCard service={service.name} />
					<AlertsCard alerts={service.alerts} />
					<DependenciesCard title={t("needs")} empty={t("needsNothing")} things={service.dependencies} />
					<DependenciesCard title={t("neededBy")} empty={t("neededByNothing")} things={service.dependents} />
				</div>
			</div>
		</div>
	);
}
